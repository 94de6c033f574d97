package org.raceway.people.keys;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;
import org.raceway.platform.ProblemException;
import org.springframework.stereotype.Component;

/** The public keys of clients that sign. They are sent to us: nothing is ever fetched from an address that a client names. */
@Component
class PublicKeys {
    static final int MOST = 5;
    private static final int LONGEST = 20_000;
    private static final int SMALLEST_RSA_BITS = 2048;

    /**
     * The set as it is kept.
     *
     * @throws ProblemException if it is none, holds a private or a symmetric key, a weak one, or too many
     */
    String checked(@Nullable String written) {
        if (written == null || written.isBlank() || written.length() > LONGEST) {
            throw new ProblemException(KeyProblem.BAD_PUBLIC_KEYS);
        }
        JWKSet set;
        try {
            set = parse(written);
        } catch (ParseException e) {
            throw new ProblemException(e, KeyProblem.BAD_PUBLIC_KEYS);
        }
        if (set.getKeys().isEmpty()
                || set.getKeys().size() > MOST
                || !set.getKeys().stream().allMatch(PublicKeys::isGood)) {
            throw new ProblemException(KeyProblem.BAD_PUBLIC_KEYS);
        }
        return set.toString(true);
    }

    /** A set, or a single key. */
    private static JWKSet parse(String written) throws ParseException {
        return written.contains("\"keys\"") ? JWKSet.parse(written) : new JWKSet(JWK.parse(written));
    }

    private static boolean isGood(JWK key) {
        return !key.isPrivate()
                && switch (key) {
                    case ECKey ec ->
                        ec.getCurve().equals(Curve.P_256) || ec.getCurve().equals(Curve.P_384);
                    case RSAKey rsa -> rsa.size() >= SMALLEST_RSA_BITS;
                    default -> false;
                };
    }
}
