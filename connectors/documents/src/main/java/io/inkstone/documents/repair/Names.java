package io.inkstone.documents.repair;

import io.inkstone.documents.expression.Corner;
import io.inkstone.documents.expression.Expression;
import io.inkstone.documents.expression.Expression.Call;
import io.inkstone.documents.expression.Expression.Literal;
import io.inkstone.documents.expression.Expression.Name;
import io.inkstone.documents.expression.Expression.Reference;
import io.inkstone.documents.expression.Expression.Structured;
import io.inkstone.documents.expression.Scope;
import io.inkstone.documents.sheet.Column;
import io.inkstone.documents.sheet.DefinedName;
import io.inkstone.documents.sheet.ListObject;
import io.inkstone.documents.sheet.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Sheets, names, lists and columns that there are not: misspelt, or texts without their quotes. */
final class Names implements Rule {

    private static final double SLIP = 0.2;
    private static final double HEADER = 0.3;
    private static final Set<String> BINDING = Set.of("LET", "LAMBDA");

    @Override
    public Optional<Fault> fault(Expression formula, Bench bench) {
        boolean binds = formula.all().anyMatch(part -> part instanceof Call call && BINDING.contains(call.function()));
        for (Expression part : formula.all().toList()) {
            Optional<Fault> fault = Optional.empty();
            if (part instanceof Reference reference && reference.sheet() != null) {
                fault = sheet(formula, reference, reference.sheet(), bench);
            } else if (part instanceof Structured structured) {
                fault = list(formula, structured, bench);
            } else if (part instanceof Name name && !binds && !isThere(name.name(), bench.scope())) {
                fault = Optional.of(name(formula, name, bench));
            }
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static boolean isThere(String name, Scope scope) {
        return name.contains("!")
                || scope.defined(name).isPresent()
                || scope.list(name).isPresent();
    }

    private static Optional<Fault> sheet(Expression formula, Reference reference, String sheet, Bench bench) {
        Scope scope = bench.scope();
        if (sheet.contains("[")) {
            return Optional.of(new Fault(
                    bench.say(
                            "The formula refers to another workbook ('" + sheet
                                    + "'), which is not opened. Copy what it needs into this one.",
                            "公式引用了另一个工作簿（“" + sheet + "”），无法打开。请把所需数据复制到本工作簿。"),
                    List.of()));
        }
        if (scope.sheetNamed(sheet).isPresent() || sheet.contains(":")) {
            return Optional.empty();
        }
        List<Mend> mends = Nearness.nearest(sheet, scope.sheets()).stream()
                .map(name -> bench.mend(
                        formula.replace(reference, new Reference(name, reference.from(), reference.to())),
                        "sheet_name",
                        bench.cost(SLIP, name),
                        "There is no sheet '" + sheet + "'; '" + name + "' was meant",
                        "没有工作表“" + sheet + "”，应为“" + name + "”"))
                .toList();
        return Optional.of(new Fault(
                bench.say("There is no sheet '" + sheet + "'.", "没有工作表“" + sheet + "”。"), mends, scope.sheets()));
    }

    private static Optional<Fault> list(Expression formula, Structured structured, Bench bench) {
        Scope scope = bench.scope();
        if (structured.list().isEmpty()) {
            return Optional.empty();
        }
        Optional<ListObject> list = scope.list(structured.list());
        if (list.isEmpty()) {
            List<String> lists =
                    scope.view().lists().stream().map(ListObject::name).toList();
            return Optional.of(new Fault(
                    bench.say("There is no table '" + structured.list() + "'.", "没有表“" + structured.list() + "”。"),
                    Nearness.nearest(structured.list(), lists).stream()
                            .map(name -> bench.mend(
                                    formula.replace(structured, new Structured(name, structured.columns())),
                                    "table_name",
                                    bench.cost(SLIP, name),
                                    "There is no table '" + structured.list() + "'; '" + name + "' was meant",
                                    "没有表“" + structured.list() + "”，应为“" + name + "”"))
                            .toList(),
                    lists));
        }
        Optional<String> column = Scope.columnName(structured);
        if (column.isEmpty() || list.get().columns().stream().anyMatch(column.get()::equalsIgnoreCase)) {
            return Optional.empty();
        }
        return Optional.of(new Fault(
                bench.say(
                        "The table '" + list.get().name() + "' has no column '" + column.get() + "'.",
                        "表“" + list.get().name() + "”没有“" + column.get() + "”列。"),
                Nearness.nearest(column.get(), list.get().columns()).stream()
                        .map(header -> bench.mend(
                                formula.replace(
                                        structured,
                                        new Structured(
                                                structured.list(),
                                                structured.columns().replace(column.get(), header))),
                                "header_name",
                                bench.cost(SLIP, header),
                                "There is no column '" + column.get() + "'; '" + header + "' was meant",
                                "没有“" + column.get() + "”列，应为“" + header + "”"))
                        .toList(),
                list.get().columns()));
    }

    /** A name that means nothing may be another name, a value without its quotes, or a header. */
    private static Fault name(Expression formula, Name name, Bench bench) {
        Scope scope = bench.scope();
        String said = name.name();
        List<Mend> mends = new ArrayList<>();
        List<String> defined =
                scope.view().names().stream().map(DefinedName::name).toList();
        boolean value = valueThere(said, scope);
        if (!value) {
            for (String other : Nearness.nearest(said, defined)) {
                mends.add(bench.mend(
                        formula.replace(name, new Name(other)),
                        "defined_name",
                        bench.cost(SLIP, other),
                        "There is no name " + said + "; " + other + " was meant",
                        "没有名称" + said + "，应为" + other));
            }
        }
        if (value || isCriterion(formula, name)) {
            mends.add(bench.mend(
                    formula.replace(name, Literal.of(said)),
                    "unquoted_text",
                    SLIP,
                    "The text " + said + " has to stand in quotes",
                    "文本“" + said + "”须加引号"));
        } else {
            headers(said, scope)
                    .forEach(range -> mends.add(bench.mend(
                            formula.replace(name, range),
                            "header_name",
                            bench.cost(HEADER, said),
                            "A column cannot be called by its header; " + said + " stands in " + range.text(),
                            "不能直接以表头指代列，“" + said + "”位于" + range.text())));
        }
        return new Fault(
                bench.say("Nothing is called '" + said + "' in this workbook.", "工作簿中没有“" + said + "”这个名称。"), mends);
    }

    private static boolean isCriterion(Expression formula, Name name) {
        return formula.all()
                .anyMatch(part -> part instanceof Call call
                        && call.function().matches("(?:SUM|COUNT|AVERAGE|MAX|MIN)IFS?")
                        && call.arguments().stream().anyMatch(argument -> argument == name));
    }

    private static boolean valueThere(String said, Scope scope) {
        return scope.tables().stream()
                .flatMap(table -> table.own().stream())
                .anyMatch(column -> column.distinctTexts().stream().anyMatch(said::equalsIgnoreCase));
    }

    private static List<Reference> headers(String said, Scope scope) {
        List<Reference> ranges = new ArrayList<>();
        for (Table table : scope.tables()) {
            for (Column column : table.own()) {
                if (Nearness.plain(column.header()).equals(Nearness.plain(said))) {
                    boolean here = table.sheet().equalsIgnoreCase(scope.sheet());
                    ranges.add(new Reference(
                            here ? null : table.sheet(),
                            new Corner(column.index(), false, table.firstRow(), false),
                            new Corner(column.index(), false, table.lastRow(), false)));
                }
            }
        }
        return ranges;
    }
}
