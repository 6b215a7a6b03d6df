package io.inkstone.evaluation.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.inkstone.protocol.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.xssf.usermodel.XSSFCell;
import org.apache.poi.xssf.usermodel.XSSFRow;
import org.apache.poi.xssf.usermodel.XSSFSheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Formulas whose values are known, and LibreOffice; skipped where it is not installed. */
@Timeout(300)
class OracleIT {

    @TempDir
    Path dir;

    private Path book;
    private Oracle oracle;

    @BeforeEach
    void find() throws IOException {
        var program = LibreOffice.program();
        assumeThat(program).as("LibreOffice is installed").isPresent();
        oracle = new Oracle(LibreOffice.of(program.get(), dir), dir);
        book = dir.resolve("stock.xlsx");
        try (XSSFWorkbook stock = stock();
                OutputStream bytes = Files.newOutputStream(book)) {
            stock.write(bytes);
        }
    }

    /** Item, group, pieces, price, day; and beside them a formula whose stored value is not what it comes to. */
    private static XSSFWorkbook stock() {
        XSSFWorkbook workbook = new XSSFWorkbook();
        CellStyle day = workbook.createCellStyle();
        day.setDataFormat(workbook.createDataFormat().getFormat("yyyy-mm-dd"));
        XSSFSheet sheet = workbook.createSheet("Stock");
        row(sheet, 0, "Item", "Group", "Pieces", "Price", "Day");
        row(sheet, 1, "Pen", "Office", 12.0, 1.1, LocalDate.of(2025, 3, 4));
        row(sheet, 2, "Desk", "Furniture", 3.0, 250.0, LocalDate.of(2025, 6, 30));
        row(sheet, 3, "Chair", "Furniture", 8.0, 99.9, LocalDate.of(2024, 12, 31));
        row(sheet, 4, "00417", "Office", 40.0, 0.05, LocalDate.of(2025, 1, 2));
        for (int i = 1; i < 5; i++) {
            sheet.getRow(i).getCell(4).setCellStyle(day);
        }
        XSSFCell wrong = sheet.createRow(6).createCell(2);
        wrong.setCellFormula("SUM(C2:C5)");
        wrong.setCellValue(1000);
        return workbook;
    }

    private static void row(XSSFSheet sheet, int at, Object... values) {
        XSSFRow row = sheet.createRow(at);
        for (int i = 0; i < values.length; i++) {
            if (values[i] instanceof String text) {
                row.createCell(i).setCellValue(text);
            } else if (values[i] instanceof LocalDate date) {
                row.createCell(i).setCellValue(date);
            } else {
                row.createCell(i).setCellValue((Double) values[i]);
            }
        }
    }

    @Test
    void bears_out_what_formulas_show() throws Exception {
        List<Claim> claims = new ArrayList<>();
        claims.add(claim("=SUMIFS(C2:C5,B2:B5,\"Furniture\")", false, "11"));
        claims.add(claim("=XLOOKUP(\"Chair\",A2:A5,D2:D5)", false, "99.9"));
        claims.add(claim("=MAXIFS(D2:D5,B2:B5,\"Office\")", false, "1.1"));
        claims.add(claim("=SUMPRODUCT((B2:B5=\"Office\")*(YEAR(E2:E5)=2025)*C2:C5)", true, "52"));
        claims.add(claim("=SUM(IF(B2:B5=\"Office\",C2:C5*D2:D5,0))", true, "15.2"));
        claims.add(claim("=TEXTJOIN(\", \",TRUE,IF(B2:B5=\"Furniture\",A2:A5,\"\"))", true, "\"Desk, Chair\""));
        claims.add(claim("=ROWS(UNIQUE(FILTER(B2:B5,C2:C5>0)))", true, "2"));
        claims.add(claim("=INDEX(SORTBY(A2:A5,D2:D5,-1),1)", true, "\"Desk\""));
        claims.add(claim("=MAX(E2:E5)", false, "\"2025-06-30\""));
        claims.add(claim("=INDEX(A2:A5,MATCH(40,C2:C5,0))", false, "\"00417\""));
        claims.add(claim("=COUNTIF(B2:B5,\"Office\")>1", false, "true"));
        claims.add(claim("=STDEV.P(C2:C5)", false, "14.306029497"));

        Judgement judgement = oracle.judge(claims);

        assertThat(judgement.disagreements())
                .singleElement()
                .satisfies(other -> assertThat(other.claim().formula()).startsWith("=STDEV.P"));
        assertThat(judgement.agreed()).isEqualTo(11);
        assertThat(judgement.unjudged()).isEmpty();
        assertThat(judgement.agreement()).hasValue(11 / 12.0);
    }

    @Test
    void calculates_anew_what_a_file_of_excel_has_a_value_for() throws Exception {
        fromExcel();

        assertThat(oracle.judge(List.of(claim("=C7*2", false, "126"))).disagreements())
                .isEmpty();
    }

    /** Values in files of programs that are known to calculate are trusted if nothing is said. */
    private void fromExcel() throws IOException {
        try (XSSFWorkbook stock = stock();
                OutputStream bytes = Files.newOutputStream(book)) {
            stock.getProperties().getExtendedProperties().setApplication("Microsoft Excel");
            stock.getProperties().getExtendedProperties().setAppVersion("16.0300");
            stock.write(bytes);
        }
    }

    @Test
    void tells_a_text_from_a_number_and_an_error_from_both() throws Exception {
        Judgement judgement = oracle.judge(List.of(
                claim("=INDEX(A2:A5,4)", false, "417"),
                claim("=C2", false, "\"12\""),
                claim("=1/0", false, "0"),
                claim("=NOSUCHFUNCTION(C2)", false, "12")));

        assertThat(judgement.agreed()).isZero();
        assertThat(judgement.disagreements())
                .extracting(Judgement.Disagreement::shown)
                .containsExactly("\"00417\"", "12.0", "#DIV/0!", "#NAME?");
    }

    @Test
    void what_cannot_be_judged_is_neither_right_nor_wrong() throws Exception {
        Path broken = Files.writeString(dir.resolve("broken.xlsx"), "no workbook");
        Claim lost = new Claim("lost", broken, "", "", "=1", false, 0, Json.MAPPER.readTree("1"));

        Judgement judgement = oracle.judge(List.of(lost, claim("=C2", false, "12")));

        assertThat(judgement.unjudged()).containsExactly(lost);
        assertThat(judgement.agreement()).hasValue(1.0);
    }

    @Test
    void computes_a_copy_of_a_formula_further_down() throws Exception {
        Claim last = new Claim("last", book, "Stock", "H2", "=C2*D2+$C$2", false, 3, Json.MAPPER.readTree("14"));

        assertThat(oracle.judge(List.of(last)).agreed()).isEqualTo(1);
    }

    private Claim claim(String formula, boolean array, String value) throws JsonProcessingException {
        return new Claim(formula, book, "", "G1", formula, array, 0, Json.MAPPER.readTree(value));
    }
}
