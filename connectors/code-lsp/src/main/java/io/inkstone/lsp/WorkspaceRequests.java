package io.inkstone.lsp;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.DidChangeConfigurationParams;
import org.eclipse.lsp4j.DidChangeWatchedFilesParams;
import org.eclipse.lsp4j.DidChangeWorkspaceFoldersParams;
import org.eclipse.lsp4j.ExecuteCommandParams;
import org.eclipse.lsp4j.MessageType;
import org.eclipse.lsp4j.WorkspaceFolder;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.eclipse.lsp4j.services.WorkspaceService;

/** What an editor tells and asks beside documents: settings, files, folders, commands. */
final class WorkspaceRequests implements WorkspaceService {

    private final Session session;
    private final Assist assist;

    WorkspaceRequests(Session session) {
        this.session = session;
        this.assist = new Assist(session);
    }

    @Override
    public void didChangeConfiguration(DidChangeConfigurationParams params) {
        if (params.getSettings() instanceof JsonObject settings && !settings.isEmpty()) {
            session.configure(CodeLanguageServer.section(settings));
        } else {
            session.askForSettings();
        }
    }

    @Override
    public void didChangeWatchedFiles(DidChangeWatchedFilesParams params) {
        session.workspace()
                .filesChanged(params.getChanges().stream()
                        .flatMap(change -> Roots.file(change.getUri()).stream())
                        .toList());
    }

    @Override
    public void didChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams params) {
        session.workspace()
                .foldersChanged(
                        files(params.getEvent().getAdded()),
                        files(params.getEvent().getRemoved()));
    }

    private static List<Path> files(List<WorkspaceFolder> folders) {
        return folders.stream()
                .flatMap(folder -> Roots.file(folder.getUri()).stream())
                .toList();
    }

    @Override
    public CompletableFuture<Object> executeCommand(ExecuteCommandParams params) {
        List<Object> arguments = params.getArguments() == null ? List.of() : params.getArguments();
        return switch (params.getCommand()) {
            case Commands.EXPLAIN, Commands.FIX, Commands.TEST, Commands.COMMENT ->
                assist.run(params, first(arguments));
            case Commands.ACCEPTED -> {
                session.adoption().accepted(text(arguments, 0), text(arguments, 1));
                yield CompletableFuture.completedFuture(true);
            }
            case Commands.SHOWN -> {
                session.adoption().shown(text(arguments, 0));
                yield CompletableFuture.completedFuture(true);
            }
            case Commands.SIGN_IN -> signIn();
            default ->
                throw refused(
                        "'" + params.getCommand() + "' is no command of Inkstone; expected one of " + Commands.ALL);
        };
    }

    /** For editors without a surface of their own: the person reads the code in a message. */
    private CompletableFuture<Object> signIn() {
        return session.signingIn().begin(new SigningIn.Params()).thenApply(answer -> {
            session.tell(
                    MessageType.Info, session.phrases().of("sign-in", answer.verificationUri(), answer.userCode()));
            return answer;
        });
    }

    static ResponseErrorException refused(String message) {
        return new ResponseErrorException(new ResponseError(ResponseErrorCode.InvalidParams, message, null));
    }

    private static JsonObject first(List<Object> arguments) {
        if (!arguments.isEmpty() && arguments.get(0) instanceof JsonObject object) {
            return object;
        }
        throw refused("the command has no argument; expected an object with 'uri' and 'range', or 'code'");
    }

    private static String text(List<Object> arguments, int at) {
        return arguments.size() > at && arguments.get(at) instanceof JsonPrimitive element ? element.getAsString() : "";
    }
}
