package io.inkstone.guardrails;

import io.inkstone.guardrails.RailOptions.Setting;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Reads YAML into settings that know their lines. Makes texts, lists and maps, no objects. */
final class PolicyYaml {

    private static final int MOST_CHARACTERS = 1_000_000;
    private static final int DEEPEST = 8;

    private PolicyYaml() {}

    /** The keys at the top of a file; none of an empty one. */
    static Map<String, Setting> read(String yaml) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel("policy")
                .setCodePointLimit(MOST_CHARACTERS)
                .setMaxAliasesForCollections(20)
                .setUseMarks(true)
                .build();
        try {
            return new Compose(settings)
                    .composeString(yaml)
                    .map(node -> map(setting(node, 0), "a policy"))
                    .orElse(Map.of());
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(Mark::getLine).orElse(-1) + 1;
            throw new PolicyException(line, "this is not YAML: " + e.getProblem() + ".");
        } catch (YamlEngineException e) {
            throw new PolicyException(0, "this is not YAML: " + e.getMessage() + ".");
        }
    }

    /** The keys of a setting that has to be a map. */
    @SuppressWarnings("unchecked") // a map is made by this class alone
    static Map<String, Setting> map(@Nullable Setting setting, String what) {
        if (setting == null || !(setting.value() instanceof Map<?, ?> map)) {
            throw new PolicyException(
                    setting == null ? 0 : setting.line(), "'" + what + "' must be a map, e.g. key: value.");
        }
        return (Map<String, Setting>) map;
    }

    private static Setting setting(Node node, int depth) {
        int line = line(node);
        if (depth > DEEPEST) {
            throw new PolicyException(line, "this is nested more than " + DEEPEST + " deep.");
        }
        if (node instanceof ScalarNode scalar) {
            return new Setting(scalar.getValue(), line);
        }
        if (node instanceof SequenceNode sequence) {
            List<Setting> items = new ArrayList<>();
            sequence.getValue().forEach(item -> items.add(setting(item, depth + 1)));
            return new Setting(items, line);
        }
        Map<String, Setting> map = new LinkedHashMap<>();
        for (NodeTuple entry : ((MappingNode) node).getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new PolicyException(line(entry.getKeyNode()), "a key must be a text.");
            }
            if (map.put(key.getValue(), setting(entry.getValueNode(), depth + 1)) != null) {
                throw new PolicyException(line(key), "'" + key.getValue() + "' is there twice.");
            }
        }
        return new Setting(map, line);
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(-1) + 1;
    }
}
