package org.raceway.people.keys;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Arrays;

/**
 * Internet addresses with the same beginning, in CIDR notation ({@code 203.0.113.0/24}, {@code 2001:db8::/32}, or one address).
 *
 * @param bits that must agree
 */
record AddressRange(InetAddress first, int bits) {

    /**
     * Reads it. Names of hosts are not looked up.
     *
     * @throws IllegalArgumentException if it is no such range
     */
    static AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = InetAddress.ofLiteral(slash < 0 ? text : text.substring(0, slash));
        int all = address.getAddress().length * Byte.SIZE;
        int bits = slash < 0 ? all : Integer.parseInt(text.substring(slash + 1));
        if (bits < 0 || bits > all) {
            throw new IllegalArgumentException("no prefix length of this address: " + bits);
        }
        byte[] cut = address.getAddress();
        for (int bit = bits; bit < all; bit++) {
            cut[bit / Byte.SIZE] &= (byte) ~(0x80 >> (bit % Byte.SIZE));
        }
        try {
            return new AddressRange(InetAddress.getByAddress(cut), bits);
        } catch (java.net.UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }

    /** Whether the address lies in it. */
    boolean contains(String address) {
        byte[] theirs;
        try {
            theirs = InetAddress.ofLiteral(address).getAddress();
        } catch (IllegalArgumentException e) {
            return false;
        }
        byte[] ours = first.getAddress();
        if (theirs.length != ours.length) {
            return false;
        }
        int whole = bits / Byte.SIZE;
        if (!Arrays.equals(ours, 0, whole, theirs, 0, whole)) {
            return false;
        }
        int rest = bits % Byte.SIZE;
        return rest == 0 || ((ours[whole] ^ theirs[whole]) & 0xff) >>> (Byte.SIZE - rest) == 0;
    }

    @Override
    public String toString() {
        int all = first instanceof Inet4Address ? 32 : 128;
        return bits == all ? first.getHostAddress() : first.getHostAddress() + "/" + bits;
    }
}
