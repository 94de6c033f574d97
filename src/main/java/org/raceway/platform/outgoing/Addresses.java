package org.raceway.platform.outgoing;

import java.net.IDN;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;

/**
 * Which addresses may be connected to. Inside is everything that the registries of special-purpose addresses (RFC 6890) do not call globally
 * reachable, all IPv6 that carries an IPv4 address within, and the clouds' metadata services.
 */
final class Addresses {
    private static final int LONGEST = 2_048;
    /** Java and C libraries read 2130706433, 0x7f.1 and 0177.0.0.1 as 127.0.0.1: a last label of digits must be a whole dotted quad. */
    private static final Pattern NUMERIC = Pattern.compile("(?:.*\\.)?(?:\\d+|0[xX][0-9a-fA-F]*)\\.?");

    private static final Pattern DOTTED_QUAD = Pattern.compile("(?:(?:0|[1-9]\\d{0,2})\\.){3}(?:0|[1-9]\\d{0,2})");

    private static final List<Network> INSIDE = networks(
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10", // shared by carriers; Alibaba Cloud's metadata at 100.100.100.200
            "127.0.0.0/8",
            "169.254.0.0/16", // link-local; metadata of most clouds at 169.254.169.254
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.31.196.0/24",
            "192.52.193.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "192.175.48.0/24",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
            "168.63.129.16/32", // Azure's host
            "2001::/23", // Teredo, benchmarking, ORCHID
            "2001:db8::/32",
            "2002::/16", // 6to4: an IPv4 address within
            "2620:4f:8000::/48",
            "3fff::/20");
    private static final Network GLOBAL_UNICAST = Network.of("2000::/3");

    private final boolean http;
    private final Set<Integer> ports;
    private final Allowed allow;
    private final Allowed only;

    Addresses(OutgoingSettings settings) {
        http = settings.http();
        ports = settings.ports();
        allow = Allowed.of(settings.allow());
        only = Allowed.of(settings.only());
    }

    /** The address in its one form, if what can be told without a resolver is right with it. */
    URI read(String typed) {
        URI uri;
        String host;
        try {
            String stripped = typed.strip();
            if (stripped.length() > LONGEST) {
                throw refusal(OutgoingProblem.MALFORMED, "");
            }
            uri = new URI(stripped);
            host = uri.getHost();
            if (host == null) {
                // A name in Chinese has no place in Java's URIs.
                uri = new URI(ascii(stripped));
                host = uri.getHost();
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            throw new ProblemException(e, OutgoingProblem.MALFORMED, "");
        }
        if (host == null || uri.getRawUserInfo() != null || !uri.isAbsolute()) {
            throw refusal(OutgoingProblem.MALFORMED, "");
        }
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && !(http && scheme.equals("http"))) {
            throw refusal(OutgoingProblem.NOT_SECURE, host);
        }
        if (!host.startsWith("[")
                && NUMERIC.matcher(host).matches()
                && !DOTTED_QUAD.matcher(host).matches()) {
            throw refusal(OutgoingProblem.MALFORMED, host);
        }
        int port = uri.getPort() < 0 ? (scheme.equals("https") ? 443 : 80) : uri.getPort();
        if (!ports.contains(port) && !allow.names(host)) {
            throw refusal(OutgoingProblem.FORBIDDEN_PORT, host);
        }
        return uri;
    }

    /**
     * All addresses of a name, if every one of them may be connected to.
     *
     * @throws ProblemException otherwise
     */
    InetAddress[] check(String host, InetAddress[] resolved) {
        for (InetAddress address : resolved) {
            if (!only.isEmpty() && !only.names(host) && !only.holds(address)) {
                throw refusal(OutgoingProblem.FORBIDDEN_HOST, host);
            }
            if (isInside(address) && !allow.names(host) && !allow.holds(address)) {
                throw refusal(OutgoingProblem.FORBIDDEN_HOST, host);
            }
        }
        return resolved;
    }

    static boolean isInside(InetAddress address) {
        if (!(address instanceof Inet4Address) && !GLOBAL_UNICAST.holds(address)) {
            // Loopback, link-local, unique local, multicast; and IPv4 within: mapped, compatible, translated
            // (64:ff9b::/96, NAT64).
            return true;
        }
        return INSIDE.stream().anyMatch(network -> network.holds(address));
    }

    /** As much of an address as may be written down: what is behind the host is often a secret. */
    static String shown(String typed) {
        int start = typed.indexOf("://");
        int from = start < 0 ? 0 : start + 3;
        int end = from;
        while (end < typed.length() && "/?#".indexOf(typed.charAt(end)) < 0) {
            end++;
        }
        int user = typed.lastIndexOf('@', end);
        return typed.substring(0, from) + typed.substring(Math.max(from, user >= from ? user + 1 : from), end);
    }

    private static String ascii(String typed) {
        int from = typed.indexOf("://") + 3;
        if (from < 3) {
            return typed;
        }
        int end = from;
        while (end < typed.length() && "/?#:".indexOf(typed.charAt(end)) < 0) {
            end++;
        }
        return typed.substring(0, from)
                + IDN.toASCII(typed.substring(from, end), IDN.USE_STD3_ASCII_RULES)
                + typed.substring(end);
    }

    private static ProblemException refusal(OutgoingProblem problem, String host) {
        return new ProblemException(problem, host);
    }

    private static List<Network> networks(String... texts) {
        List<Network> networks = new ArrayList<>();
        for (String text : texts) {
            networks.add(Network.of(text));
        }
        return List.copyOf(networks);
    }

    /** Hosts and networks as the settings name them. */
    private record Allowed(List<String> names, List<Network> networks) {
        static Allowed of(List<String> entries) {
            List<String> names = new ArrayList<>();
            List<Network> networks = new ArrayList<>();
            for (String entry : entries) {
                if (entry.contains("/")) {
                    networks.add(Network.of(entry.strip()));
                } else {
                    names.add(entry.strip().toLowerCase(Locale.ROOT));
                }
            }
            return new Allowed(names, networks);
        }

        boolean isEmpty() {
            return names.isEmpty() && networks.isEmpty();
        }

        boolean names(String host) {
            String lower = host.toLowerCase(Locale.ROOT);
            return names.stream()
                    .anyMatch(name -> name.startsWith(".")
                            ? lower.endsWith(name) || lower.equals(name.substring(1))
                            : lower.equals(name));
        }

        boolean holds(InetAddress address) {
            return networks.stream().anyMatch(network -> network.holds(address));
        }
    }

    /** A block of addresses in CIDR form. */
    record Network(InetAddress address, int prefix) {
        static Network of(String text) {
            int slash = text.indexOf('/');
            try {
                InetAddress address = InetAddress.ofLiteral(text.substring(0, slash));
                int prefix = Integer.parseInt(text.substring(slash + 1));
                if (prefix < 0 || prefix > address.getAddress().length * Byte.SIZE) {
                    throw new IllegalArgumentException(text);
                }
                return new Network(address, prefix);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(text + " is no network such as 10.2.0.0/16", e);
            }
        }

        boolean holds(@Nullable InetAddress other) {
            byte[] own = address.getAddress();
            byte[] others = other == null ? new byte[0] : other.getAddress();
            if (own.length != others.length) {
                return false;
            }
            for (int bit = 0; bit < prefix; bit++) {
                int mask = 0x80 >> (bit % Byte.SIZE);
                if ((own[bit / Byte.SIZE] & mask) != (others[bit / Byte.SIZE] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }
}
