package io.inkstone.lsp.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorkspaceIndexTest {

    @TempDir
    Path root;

    private final WorkspaceIndex index = new WorkspaceIndex();

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\u0001',
            ignoreLeadingAndTrailingWhitespace = false,
            value = {
                "JAVA|public final class Sender implements Closeable {|Sender",
                "JAVA|    private static <T> List<T> sorted(Collection<T> all) throws IOException {|sorted",
                "JAVA|    void send(String to,|send",
                "JAVA|record Point(int x, int y) {}|Point",
                "JAVA|        return send(to);|",
                "JAVA|        sender.send(to);|",
                "JAVA|        else send(to);|",
                "JAVA|        if (send(to)) {|",
                "PYTHON|    async def fetch_all(self):|fetch_all",
                "PYTHON|class Basket(Base):|Basket",
                "PYTHON|LIMIT: int = 5|LIMIT",
                "PYTHON|    x = fetch_all()|",
                "JAVASCRIPT|export default async function load(url) {|load",
                "JAVASCRIPT|export const toPrice = (n) => n * 2;|toPrice",
                "JAVASCRIPT|  addItem(item) {|addItem",
                "JAVASCRIPT|  if (item) {|",
                "JAVASCRIPT|  while (item) {|",
                "TYPESCRIPT|export interface Order {|Order",
                "TYPESCRIPT|export type Id<T> = string;|Id",
                "GO|func (s *Server) Serve(l net.Listener) error {|Serve",
                "GO|type Server struct {|Server",
                "RUST|pub(crate) async fn run(&self) -> Result<()> {|run",
                "RUST|impl Server {|",
                "C|static int parse_line(const char *line, int n) {|parse_line",
                "C|#define MAX_LEN 20|MAX_LEN",
                "KOTLIN|    override suspend fun load(id: Int): Order {|load",
                "CSHARP|    public async Task<int> Load(int id) {|Load",
                "RUBY|  def self.build(name)|build",
                "PHP|    public static function make(string $a): self|make",
                "SWIFT|    public func render(in size: CGSize) -> Image {|render",
            })
    void finds_what_a_line_declares(Language language, String line, String name) {
        List<Declaration> found = DeclarationScanner.scan(language, List.of(line));

        assertThat(found).extracting(Declaration::name).isEqualTo(name == null ? List.of() : List.of(name));
    }

    @Test
    void reads_what_may_be_read_and_follows_changes() throws IOException {
        write("src/shop/Sender.java", "package shop;\nclass Sender {\n    void sendParcel(int weight) {\n    }\n}\n");
        write("src/shop/Basket.py", "class Basket:\n    def add_parcel(self, parcel):\n        pass\n");
        write("node_modules/x/x.js", "function hidden() {\n}\n");
        write("secret/Key.java", "class Key {\n}\n");
        write(".gitignore", "secret/\n");
        WorkspaceReader reader = reader();

        reader.readAll(List.of(root), (done, all) -> true);

        assertThat(index.files())
                .extracting(IndexedFile::path)
                .containsExactlyInAnyOrder("src/shop/Sender.java", "src/shop/Basket.py");
        assertThat(index.declarations("sendParcel"))
                .singleElement()
                .satisfies(
                        found -> assertThat(found.declaration().signature()).isEqualTo("void sendParcel(int weight)"));
        assertThat(index.endingWith("shop/Sender.java")).hasSize(1);
        assertThat(index.endingWith("op/Sender.java")).isEmpty();

        write("src/shop/Sender.java", "class Sender {\n    void post() {\n    }\n}\n");
        reader.changed(root.resolve("src/shop/Sender.java"));
        assertThat(index.declarations("sendParcel")).isEmpty();
        assertThat(index.declarations("post")).hasSize(1);

        Files.delete(root.resolve("src/shop/Sender.java"));
        reader.changed(root.resolve("src/shop/Sender.java"));
        assertThat(index.declarations("post")).isEmpty();
        assertThat(index.size()).isEqualTo(1);

        write(".inkstoneignore", "*.py\n");
        reader.changed(root.resolve(".inkstoneignore"));
        assertThat(index.size()).isZero();
        assertThat(index.similar("class Basket add_parcel", file -> true, 3)).isEmpty();
    }

    @Test
    void ranks_what_shares_rare_words_first() {
        for (int at = 0; at < 20; at++) {
            index.put(
                    root.resolve("F" + at + ".java"),
                    "F" + at + ".java",
                    Language.JAVA,
                    "class F" + at + " {\n  int total = customer.balance();\n"
                            + (at == 7 ? "  int x = currencyRates.convert(customer);\n" : "") + "}\n");
        }

        List<WorkspaceIndex.Similar> similar = index.similar("currencyRates.convert(customer)", file -> true, 2);

        assertThat(similar.get(0).file().path()).isEqualTo("F7.java");
        assertThat(similar).hasSize(2);
        assertThat(similar.get(0).score()).isGreaterThan(similar.get(1).score());
    }

    @Test
    void an_open_document_counts_before_the_disk() throws IOException {
        write("A.java", "class A {\n    void old() {\n    }\n}\n");
        WorkspaceReader reader = reader();
        reader.readAll(List.of(root), (done, all) -> true);

        reader.open(root.resolve("A.java"), "class A {\n    void fresh() {\n    }\n}\n");

        assertThat(index.declarations("fresh")).hasSize(1);
        assertThat(index.declarations("old")).isEmpty();
    }

    @Test
    void outlines_a_type_with_what_is_in_it() {
        index.put(root.resolve("A.java"), "A.java", Language.JAVA, """
                class A {
                    int one(int a) {
                        return a;
                    }

                    int two(
                            int a) {
                        return a;
                    }
                }
                class B {
                }
                """);
        IndexedFile file = index.find(root.resolve("A.java")).orElseThrow();

        assertThat(file.outlineOf(file.declarations().get(0)))
                .isEqualTo("class A\n    int one(int a)\n    int two( int a)\n");
    }

    private WorkspaceReader reader() {
        return new WorkspaceReader(new FileGate(List.of(root)), index, List.of(root));
    }

    private void write(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
