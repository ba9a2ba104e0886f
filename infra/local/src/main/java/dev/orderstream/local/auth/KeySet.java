package dev.orderstream.local.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.text.ParseException;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.UUID;

/**
 * The keys of the local run, private parts included, as a JSON Web Key Set: what the issuer's
 * {@code jwks_uri} is on AWS. The first one signs.
 */
public final class KeySet {

    private static final int RSA_BITS = 2048;

    private final JWKSet keys;

    private KeySet(JWKSet keys) {
        this.keys = keys;
    }

    /** A new set of one key. */
    public static KeySet generate() {
        try {
            RSAKey key =
                    new RSAKeyGenerator(RSA_BITS)
                            .keyID(UUID.randomUUID().toString())
                            .keyUse(KeyUse.SIGNATURE)
                            .algorithm(JWSAlgorithm.RS256)
                            .generate();
            return new KeySet(new JWKSet(key));
        } catch (JOSEException e) {
            throw new IllegalStateException("this Java makes no RSA keys", e);
        }
    }

    /**
     * Reads a set that {@link #json} wrote.
     *
     * @throws IllegalArgumentException where it has no key to sign with
     */
    static KeySet parse(String json) {
        try {
            KeySet parsed = new KeySet(JWKSet.parse(json));
            if (!parsed.signingKey().isPrivate()) {
                throw new IllegalArgumentException("expected a private key");
            }
            return parsed;
        } catch (ParseException | NoSuchElementException | ClassCastException e) {
            throw new IllegalArgumentException("expected a set of RSA keys", e);
        }
    }

    /** The set as text, with its secrets. */
    String json() {
        return keys.toString(false);
    }

    RSAKey signingKey() {
        return keys.getKeys().getFirst().toRSAKey();
    }

    /** The RSA key of an id; no other key ever checks a token. */
    Optional<RSAKey> find(String keyId) {
        JWK key = keys.getKeyByKeyId(keyId);
        return key instanceof RSAKey rsa ? Optional.of(rsa) : Optional.empty();
    }
}
