package io.inkstone.documents.question;

import static io.inkstone.documents.WrittenTables.row;
import static io.inkstone.documents.WrittenTables.table;

import io.inkstone.documents.sheet.Table;

/** Tables as encyclopedias have them, one row for each time, in English and in Chinese. */
final class Games {

    static final Table GAMES = table(
            row("Year", "Host", "Winner", "Score", "Attendance"),
            row(1990, "Rome", "Ann Lee", "3-1", 500),
            row(1994, "Oslo", "Bob Ray", "2-0", 700),
            row(1998, "Paris", "Ann Lee", "1-0", 650),
            row(2002, "Seoul", "Cid Ong", "4-2", 900));

    static final Table CHINESE_GAMES = table(
            row("年份", "城市", "冠军", "观众"),
            row(1990, "罗马", "张三", 500),
            row(1994, "巴黎", "李四", 700),
            row(1998, "首尔", "张三", 650));

    private Games() {}
}
