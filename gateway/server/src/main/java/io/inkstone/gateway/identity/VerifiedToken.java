package io.inkstone.gateway.identity;

import java.time.Instant;

/**
 * An access token that holds, as it is remembered.
 *
 * @param issuer who issued it
 * @param member whom it stands for
 * @param endsAt when it ends, with the leeway that its issuer is given
 * @param keys the version of the issuer's keys under which it was verified
 */
record VerifiedToken(Issuer issuer, Member member, Instant endsAt, long keys) {

    boolean holds(Instant now) {
        return now.isBefore(endsAt) && issuer.keysVersion() == keys;
    }
}
