package io.inkstone.documents.reading;

import static io.inkstone.documents.WrittenTables.row;

import io.inkstone.documents.WrittenTables;
import io.inkstone.documents.sheet.Table;
import io.inkstone.documents.sheet.TableJoins;
import java.time.LocalDate;
import java.util.List;

/** Orders that name products by their codes, which another sheet explains. */
final class OrdersAndProducts {

    static final Table ORDERS = TableJoins.join(List.of(
                    WrittenTables.workbook(
                                    "Orders",
                                    List.of(
                                            row("Order No", "Product Code", "Quantity", "Order Date"),
                                            row("A1", "P1", 3, LocalDate.of(2025, 1, 1)),
                                            row("A2", "P2", 5, LocalDate.of(2025, 2, 1)),
                                            row("A3", "P1", 4, LocalDate.of(2025, 3, 1)),
                                            row("A4", "P3", 1, LocalDate.of(2025, 3, 5))))
                            .tables()
                            .get(0),
                    WrittenTables.workbook(
                                    "Products",
                                    List.of(
                                            row("Code", "Product", "Category", "Supplier"),
                                            row("P1", "Tea", "Drinks", "Acme"),
                                            row("P2", "Milk", "Dairy", "Moo"),
                                            row("P3", "Rice", "Grains", "Acme")))
                            .tables()
                            .get(0)))
            .get(0);

    private OrdersAndProducts() {}
}
