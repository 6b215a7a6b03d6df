package io.inkstone.lsp.context;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.lsp.document.OpenDocuments;
import io.inkstone.lsp.document.Snapshot;
import io.inkstone.lsp.gateway.ContextItem;
import io.inkstone.lsp.workspace.FileGate;
import io.inkstone.lsp.workspace.WorkspaceIndex;
import io.inkstone.lsp.workspace.WorkspaceReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.lsp4j.TextDocumentContentChangeEvent;
import org.eclipse.lsp4j.TextDocumentItem;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContextMemoryTest {

    @TempDir
    Path root;

    private final OpenDocuments documents = new OpenDocuments();
    private final RecentEdits edits = new RecentEdits();
    private final WorkspaceIndex index = new WorkspaceIndex();
    private long now;
    private ContextMemory memory;

    @BeforeEach
    void readWorkspace() throws IOException {
        write(
                "shop/Parcel.java",
                "package shop;\npublic class Parcel {\n    int weigh(Scale scale) {\n        return 1;\n    }\n}\n");
        write(
                "shop/Scale.java",
                "package shop;\npublic class Scale {\n    int tare() {\n        return 0;\n    }\n}\n");
        write("web/util.ts", "export function roundUp(n: number) {\n  return n;\n}\n");
        write("web/basket.ts", "export class Basket {\n  add(item: string) {\n  }\n}\n");
        write("py/pkg/money.py", "class Money:\n    def add(self, other):\n        pass\n");
        write("py/pkg/rates.py", "def convert(money):\n    return money\n");
        FileGate gate = new FileGate(List.of(root));
        new WorkspaceReader(gate, index, List.of(root)).readAll(List.of(root), (done, all) -> true);
        memory = new ContextMemory(
                index,
                gate,
                documents,
                edits,
                new DocumentFiles() {
                    @Override
                    public Optional<Path> fileOf(String uri) {
                        return Optional.of(Path.of(URI.create(uri)));
                    }

                    @Override
                    public String pathOf(String uri) {
                        return root.relativize(Path.of(URI.create(uri))).toString();
                    }

                    @Override
                    public boolean mayBeSent(Snapshot document) {
                        return true;
                    }
                },
                () -> now);
    }

    @Test
    void resolves_imports_of_java_python_and_script() {
        assertThat(at("a/Use.java", "java", "import shop.Parcel;\nclass Use {\n    Parcel p;\n"))
                .contains("IMPORT shop/Parcel.java");
        assertThat(at("py/pkg/use.py", "python", "from .money import Money\nfrom pkg.rates import convert\nMoney(\n"))
                .contains("IMPORT py/pkg/money.py", "IMPORT py/pkg/rates.py");
        assertThat(at("web/use.ts", "typescript", "import { roundUp } from './util';\nroundUp(\n"))
                .contains("IMPORT web/util.ts");
    }

    @Test
    void takes_declarations_of_names_near_the_cursor_of_the_same_language() {
        List<String> items = at("a/Use.java", "java", "class Use {\n    void use(Scale s) {\n        s.ta");

        assertThat(items)
                .contains("SYMBOL shop/Scale.java")
                .noneMatch(item -> item.contains("web/") || item.contains("py/"));
    }

    @Test
    void takes_what_was_changed_lately_in_other_documents() {
        Snapshot other = open("web/basket.ts", "typescript", "export class Basket {\n  add(item: string) {\n  }\n}\n");
        documents
                .change(
                        other.uri(),
                        2,
                        List.of(new TextDocumentContentChangeEvent(other.range(22, 22), "  total = 0;\n")))
                .forEach(edits::changed);

        assertThat(at("web/use.ts", "typescript", "const x = 1;\n")).contains("RECENT web/basket.ts");
    }

    @Test
    void stays_the_same_on_a_line_and_keeps_the_order_on_the_next() {
        String text = "import shop.Parcel;\nclass Use {\n    void use(Parcel p) {\n        p.weigh(\n";
        Snapshot document = open("a/Use.java", "java", text);
        List<ContextItem> first = memory.at(document, document.text().length() - 1);
        Snapshot typed = open("a/Use.java", "java", text.replace("p.weigh(", "p.weigh(Scale"));
        assertThat(memory.at(typed, typed.text().length() - 1)).isEqualTo(first);

        Snapshot next = open("a/Use.java", "java", text.replace("p.weigh(", "p.weigh(Scale s)\n        s."));
        List<ContextItem> second = memory.at(next, next.text().length() - 1);

        assertThat(second.size()).isGreaterThan(first.size());
        assertThat(second.subList(0, first.size()))
                .extracting(ContextItem::text)
                .isEqualTo(first.stream().map(ContextItem::text).toList());
    }

    @Test
    void is_gathered_anew_after_a_pause() {
        Snapshot document = open("a/Use.java", "java", "class Use {\n    Scale s\n");
        List<ContextItem> first = memory.at(document, 24);
        index.remove(root.resolve("shop/Scale.java"));
        assertThat(memory.at(document, 24)).isEqualTo(first);

        now = Duration.ofSeconds(6).toNanos();

        assertThat(memory.at(document, 24)).noneMatch(item -> item.path().equals("shop/Scale.java"));
    }

    @Test
    void leaves_out_what_looks_like_a_key() {
        for (String secret : List.of(
                "-----BEGIN OPENSSH PRIVATE KEY-----",
                "key = AKIA" + "ABCDEFGHIJKLMNOP",
                "password = \"correct-horse\"",
                "api_key: 'abcdefgh12345'",
                "ghp_" + "a".repeat(36))) {
            assertThat(SecretTexts.hasSecret("x = 1\n" + secret + "\n"))
                    .as(secret)
                    .isTrue();
        }
        assertThat(SecretTexts.hasSecret("password = readLine()\nString token = next();"))
                .isFalse();
    }

    private List<String> at(String path, String language, String text) {
        Snapshot document = open(path, language, text);
        return memory.at(document, Math.max(0, text.length() - 1)).stream()
                .map(item -> item.kind() + " " + item.path())
                .toList();
    }

    private Snapshot open(String path, String language, String text) {
        return documents.open(new TextDocumentItem(root.resolve(path).toUri().toString(), language, 1, text));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
