package io.inkstone.documents.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import io.inkstone.documents.sheet.SheetCells.Kind;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class SheetCellsTest {

    @Test
    void finds_the_same_cells_as_a_map_does_in_whatever_order_they_came() {
        Random random = new Random(7);
        for (int round = 0; round < 50; round++) {
            SheetCells.Builder builder = new SheetCells.Builder();
            Map<String, Double> expected = new HashMap<>();
            for (int i = 0; i < 200; i++) {
                int row = 1 + random.nextInt(round % 2 == 0 ? 12 : 1_000_000);
                int column = random.nextInt(round % 3 == 0 ? 8 : 16_384);
                builder.add(row, column, Kind.NUMBER, i, false);
                expected.put(row + "," + column, (double) i);
            }
            SheetCells cells = builder.build();

            assertThat(cells.size()).isEqualTo(expected.size());
            expected.forEach((place, value) -> {
                String[] at = place.split(",");
                int cell = cells.find(Integer.parseInt(at[0]), Integer.parseInt(at[1]));
                assertThat(cells.number(cell)).isEqualTo(value);
            });
            assertThat(cells.find(2_000_000, 0)).isEqualTo(SheetCells.NONE);
        }
    }

    @Test
    void counts_what_is_filled_between_two_columns() {
        SheetCells.Builder builder = new SheetCells.Builder();
        for (int column : new int[] {0, 2, 3, 9}) {
            builder.addText(5, column, "x", false);
        }
        SheetCells cells = builder.build();

        assertThat(cells.countFilled(5, 0, 9)).isEqualTo(4);
        assertThat(cells.countFilled(5, 1, 3)).isEqualTo(2);
        assertThat(cells.countFilled(5, 4, 8)).isZero();
        assertThat(cells.countFilled(6, 0, 9)).isZero();
        assertThat(cells.lastRow()).isEqualTo(5);
        assertThat(cells.lastColumn()).isEqualTo(9);
    }

    @Test
    void keeps_equal_texts_once_and_knows_what_was_computed() {
        SheetCells.Builder builder = new SheetCells.Builder();
        builder.addText(1, 0, "same", false);
        builder.addText(2, 0, new String("same"), true);
        builder.addFormula(3, 0, new CellFormula("A1", 0, 0, null));
        SheetCells cells = builder.build();

        assertThat(cells.text(1, 0)).isSameAs(cells.text(2, 0));
        assertThat(cells.computed(0)).isFalse();
        assertThat(cells.computed(1)).isTrue();
        assertThat(cells.computed(2)).isTrue();
        assertThat(cells.text(3, 0)).isNull();
    }

    @Test
    void holds_an_empty_sheet() {
        SheetCells cells = new SheetCells.Builder().build();

        assertThat(cells.find(1, 0)).isEqualTo(SheetCells.NONE);
        assertThat(cells.lastRow()).isZero();
        assertThat(cells.lastColumn()).isEqualTo(-1);
    }
}
