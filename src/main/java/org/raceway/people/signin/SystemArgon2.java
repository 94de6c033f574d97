package org.raceway.people.signin;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.springframework.security.crypto.password.AbstractValidatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Argon2id by the reference implementation that an operating system has ({@code libargon2}): the same hashes in the same encoding as
 * Bouncy Castle's in less time, and in the same time at every start, which is not so with what the just-in-time compiler makes
 * of the one in Java.
 */
final class SystemArgon2 extends AbstractValidatingPasswordEncoder {
    private static final List<String> NAMES =
            List.of("libargon2.so.1", "libargon2.1.dylib", "libargon2.so.0", "argon2.dll");
    private static final int LONGEST_ENCODING = 256;

    private final SecureRandom random = new SecureRandom();
    private final MethodHandle hash;
    private final MethodHandle verify;
    private final PasswordEncoder rules;
    private final int memoryKibibytes;
    private final int iterations;

    private SystemArgon2(SymbolLookup library, PasswordEncoder rules, int memoryKibibytes, int iterations) {
        Linker linker = Linker.nativeLinker();
        this.rules = rules;
        this.memoryKibibytes = memoryKibibytes;
        this.iterations = iterations;
        // int argon2id_hash_encoded(uint32 t, uint32 m, uint32 p, pwd, pwdlen, salt, saltlen, hashlen, char *encoded,
        // encodedlen)
        hash = handle(
                linker,
                library,
                "argon2id_hash_encoded",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.ADDRESS,
                        ValueLayout.JAVA_LONG));
        // int argon2id_verify(const char *encoded, pwd, pwdlen)
        verify = handle(
                linker,
                library,
                "argon2id_verify",
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.ADDRESS, ValueLayout.JAVA_LONG));
    }

    /**
     * The system's implementation.
     *
     * @param rules the library's encoder, which says when a hash is to be renewed
     * @return empty where there is none that can be called on this machine, or it makes something that the other does not accept
     */
    @SuppressWarnings("restricted") // the library is the operating system's own
    static Optional<SystemArgon2> find(PasswordEncoder rules, int memoryKibibytes, int iterations) {
        for (String name : NAMES) {
            try {
                SymbolLookup library = SymbolLookup.libraryLookup(name, Arena.global());
                SystemArgon2 found = new SystemArgon2(library, rules, memoryKibibytes, iterations);
                String sample = "轴脑";
                if (rules.matches(sample, found.encode(sample)) && found.matches(sample, rules.encode(sample))) {
                    return Optional.of(found);
                }
            } catch (IllegalArgumentException | IllegalStateException | LinkageError | IllegalCallerException none) {
                // The next name, then none: the library in Java does it.
            }
        }
        return Optional.empty();
    }

    @SuppressWarnings("restricted") // signatures as in argon2.h
    private static MethodHandle handle(Linker linker, SymbolLookup library, String name, FunctionDescriptor signature) {
        return linker.downcallHandle(
                library.find(name).orElseThrow(() -> new IllegalStateException("no " + name)), signature);
    }

    @Override
    protected String encodeNonNullPassword(String password) {
        byte[] salt = new byte[PasswordHashes.SALT_BYTES];
        random.nextBytes(salt);
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment secret = secret(arena, password);
            MemorySegment encoded = arena.allocate(LONGEST_ENCODING);
            int answer;
            try {
                answer = (int) hash.invokeExact(
                        iterations,
                        memoryKibibytes,
                        PasswordHashes.LANES,
                        secret,
                        secret.byteSize(),
                        arena.allocateFrom(ValueLayout.JAVA_BYTE, salt),
                        (long) PasswordHashes.SALT_BYTES,
                        (long) PasswordHashes.HASH_BYTES,
                        encoded,
                        (long) LONGEST_ENCODING);
            } catch (Throwable e) {
                throw new IllegalStateException("libargon2 can't be called", e);
            } finally {
                secret.fill((byte) 0);
            }
            if (answer != 0) {
                throw new IllegalStateException("libargon2 answers " + answer);
            }
            return encoded.getString(0);
        }
    }

    @Override
    protected boolean matchesNonNull(String password, String encoded) {
        if (encoded.length() > LONGEST_ENCODING) {
            return false;
        }
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment secret = secret(arena, password);
            try {
                return (int) verify.invokeExact(arena.allocateFrom(encoded), secret, secret.byteSize()) == 0;
            } catch (Throwable e) {
                throw new IllegalStateException("libargon2 can't be called", e);
            } finally {
                secret.fill((byte) 0);
            }
        }
    }

    @Override
    protected boolean upgradeEncodingNonNull(String encoded) {
        return rules.upgradeEncoding(encoded);
    }

    private static MemorySegment secret(Arena arena, String password) {
        return arena.allocateFrom(ValueLayout.JAVA_BYTE, password.getBytes(StandardCharsets.UTF_8));
    }
}
