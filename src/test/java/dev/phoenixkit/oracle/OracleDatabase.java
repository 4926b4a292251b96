package dev.phoenixkit.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * A settings table on a real server, written, read and compared by plain SQL. It leaves transactions to whoever owns
 * the connection.
 */
public final class OracleDatabase {
    private static final String INSERT = """
            INSERT INTO %s (uuid, key, value, value_json, module, date_added, date_updated)
            VALUES (?, ?, ?, ?::jsonb, ?, ?::timestamp AT TIME ZONE 'UTC', ?::timestamp AT TIME ZONE 'UTC')
            """;

    private static final String SELECT = """
            SELECT uuid, key, value, value_json::text, module, (date_added AT TIME ZONE 'UTC')::text,
                   (date_updated AT TIME ZONE 'UTC')::text
              FROM %s ORDER BY uuid
            """;

    private final Connection connection;
    private final String table;

    /**
     * A table to work on.
     *
     * @param table its name, quoted and with its schema
     */
    public OracleDatabase(Connection connection, String table) {
        this.connection = connection;
        this.table = table;
    }

    /** Inserts these rows in this order, in batches. */
    public void insert(List<OracleRow> rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT.formatted(table))) {
            for (OracleRow row : rows) {
                int column = 0;
                for (Object value : new Object[] {
                    row.uuid(),
                    row.key(),
                    row.value(),
                    row.valueJson(),
                    row.module(),
                    row.dateAdded(),
                    row.dateUpdated()
                }) {
                    insert.setObject(++column, value);
                }
                insert.addBatch();
            }
            insert.executeBatch();
        }
    }

    /** Every row, by uuid. */
    public List<OracleRow> readAll() throws SQLException {
        List<OracleRow> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet found = statement.executeQuery(SELECT.formatted(table))) {
            while (found.next()) {
                rows.add(new OracleRow(
                        found.getObject(1, UUID.class),
                        found.getString(2),
                        found.getString(3),
                        found.getString(4),
                        found.getString(5),
                        found.getString(6),
                        found.getString(7)));
            }
        }
        return rows;
    }

    /** The same rows with their bodies as this server prints them. */
    public List<OracleRow> normalised(List<OracleRow> rows) throws SQLException {
        String sql = "SELECT body::jsonb::text FROM unnest(?) WITH ORDINALITY AS t (body, at) ORDER BY at";
        Array bodies = connection.createArrayOf(
                "text", rows.stream().map(OracleRow::valueJson).toArray());
        List<OracleRow> normalised = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setArray(1, bodies);
            try (ResultSet found = select.executeQuery()) {
                for (OracleRow row : rows) {
                    found.next();
                    normalised.add(row.withValueJson(found.getString(1)));
                }
            }
        }
        return normalised;
    }

    /**
     * Fails unless the table holds exactly these rows.
     *
     * @param rows the expected rows, bodies in any form of JSON
     * @param context what the failure has to name, the seed above all
     */
    public void assertHolds(List<OracleRow> rows, String context) throws SQLException {
        List<OracleRow> expected = normalised(rows);
        List<OracleRow> found = readAll();
        assertThat(without(found, expected))
                .as(context + ": rows that differ")
                .containsExactlyInAnyOrderElementsOf(without(expected, found));
        assertThat(found.size()).as(context + ": rows").isEqualTo(expected.size());
    }

    private static List<OracleRow> without(List<OracleRow> rows, List<OracleRow> others) {
        Set<OracleRow> gone = Set.copyOf(others);
        return rows.stream().filter(row -> !gone.contains(row)).toList();
    }
}
