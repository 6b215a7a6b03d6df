package io.inkstone.documents.edit;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The relations that lead from a part to others inside the file.
 *
 * @param part the part's own that holds them
 */
record Relations(String part, List<Relation> all) {

    /**
     * One of them.
     *
     * @param type the last word of its type, which is the same in all variants of the format
     * @param target the other part's name
     * @param start where its tag begins in the part of relations
     * @param end where it ends
     */
    record Relation(String id, String type, String target, long start, long end) {}

    /** Those of a part, or with an empty name those of the file itself. */
    static Relations of(WorkbookParts parts, String source) throws IOException {
        int slash = source.lastIndexOf('/');
        String folder = source.substring(0, slash + 1);
        String part = folder + "_rels/" + source.substring(slash + 1) + ".rels";
        List<Relation> found = new ArrayList<>();
        if (parts.has(part)) {
            TagScan tags = new TagScan(new ByteArrayInputStream(parts.read(part)));
            while (tags.next()) {
                boolean inside = !tags.attribute("TargetMode", "Internal").equals("External");
                if (tags.opens() && tags.name().equals("Relationship") && inside) {
                    String type = tags.attribute("Type", "");
                    found.add(new Relation(
                            tags.attribute("Id", ""),
                            type.substring(type.lastIndexOf('/') + 1),
                            resolved(folder, tags.attribute("Target", "")),
                            tags.start(),
                            tags.end()));
                }
            }
        }
        return new Relations(part, found);
    }

    private static String resolved(String folder, String target) {
        String path = target.replace('\\', '/');
        Deque<String> names = new ArrayDeque<>();
        for (String name : (path.startsWith("/") ? path : folder + path).split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return String.join("/", names);
    }

    Optional<Relation> ofType(String type) {
        return all.stream().filter(relation -> relation.type.equals(type)).findFirst();
    }

    Optional<Relation> withId(String id) {
        return all.stream().filter(relation -> relation.id.equals(id)).findFirst();
    }
}
