package io.inkstone.lsp;

import io.inkstone.lsp.gateway.Credentials;
import io.inkstone.lsp.gateway.GatewayConnection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/** The request {@code inkstone/signIn}. One code at a time: who asks again gets the one that waits. */
final class SigningIn {

    private final Credentials credentials;
    private final GatewayConnection gateway;
    private final Executor workers;
    private final Consumer<String> ended;
    private @Nullable CompletableFuture<Answer> waiting;

    /** What the editor sends. */
    static final class Params {
        /** An API key to use from now on, kept in memory; an empty one gives it up. */
        @Nullable
        String key;
    }

    /**
     * What it gets back.
     *
     * @param state {@code code}: the person is to confirm, {@code inkstone/status} tells when they did; {@code key}: done
     * @param verificationUri an address to open, empty for a key
     * @param expiresInSeconds how long the code holds
     */
    record Answer(String state, String userCode, String verificationUri, long expiresInSeconds) {}

    /**
     * @param ended told when the person confirmed (an empty text) or did not (why)
     */
    SigningIn(Credentials credentials, GatewayConnection gateway, Executor workers, Consumer<String> ended) {
        this.credentials = credentials;
        this.gateway = gateway;
        this.workers = workers;
        this.ended = ended;
    }

    synchronized CompletableFuture<Answer> begin(Params params) {
        if (params.key != null) {
            gateway.useKey(params.key);
            workers.execute(() -> ended.accept(""));
            return CompletableFuture.completedFuture(new Answer("key", "", "", 0));
        }
        CompletableFuture<Answer> pending = waiting;
        if (pending == null) {
            pending = CompletableFuture.supplyAsync(this::askForCode, workers);
            waiting = pending;
        }
        return pending.copy();
    }

    private Answer askForCode() {
        try {
            Credentials.SignIn signIn = credentials.begin(gateway.base());
            workers.execute(() -> await(signIn));
            return new Answer(
                    "code",
                    signIn.userCode(),
                    signIn.verification().toString(),
                    signIn.life().toSeconds());
        } catch (IllegalStateException e) {
            over();
            throw new ResponseErrorException(
                    new ResponseError(ResponseErrorCode.RequestFailed, String.valueOf(e.getMessage()), null));
        }
    }

    private void await(Credentials.SignIn signIn) {
        String why = "";
        try {
            signIn.await();
            gateway.signedIn();
        } catch (IllegalStateException e) {
            why = String.valueOf(e.getMessage());
        }
        over();
        ended.accept(why);
    }

    private synchronized void over() {
        waiting = null;
    }
}
