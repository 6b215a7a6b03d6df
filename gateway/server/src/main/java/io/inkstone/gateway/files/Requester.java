package io.inkstone.gateway.files;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.inkstone.orchestration.Caller;
import io.inkstone.orchestration.Rights;
import io.inkstone.protocol.Json;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who asked for a batch. An API key is looked up again for each line, for it can be revoked; an access token ends long before a
 * batch does, so what it allowed is noted instead.
 *
 * @param keyId the identifier of the API key, or of the client that the access token was issued to
 * @param byToken whether it was an access token
 * @param user whom the token named; null for nobody, and for a key
 * @param rights what the token allowed then; without administration, which no line needs
 */
public record Requester(
        String keyId, boolean byToken, @Nullable String user, Rights rights) {

    /** Takes what a line may need. */
    public Requester {
        rights = new Rights(false, rights.models(), rights.operations());
    }

    static Requester of(Caller caller) {
        return new Requester(
                caller.keyId(), caller.byToken(), caller.user(), caller.byToken() ? caller.rights() : Rights.ALL);
    }

    static Requester read(String keyId, boolean byToken, @Nullable String user, String rights) {
        JsonNode json = Json.parseObject(rights);
        return new Requester(
                keyId, byToken, user, new Rights(false, names(json.path("models")), names(json.path("operations"))));
    }

    String writtenRights() {
        ObjectNode json = Json.MAPPER.createObjectNode();
        write(rights.models(), json.putArray("models"));
        write(rights.operations(), json.putArray("operations"));
        return Json.write(json);
    }

    private static void write(Set<String> names, ArrayNode to) {
        names.stream().sorted().forEach(to::add);
    }

    private static Set<String> names(JsonNode array) {
        Set<String> names = new HashSet<>();
        array.forEach(name -> names.add(name.asText()));
        return names;
    }
}
