package dev.phoenixkit.demo;

import dev.phoenixkit.testing.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/** The rows of the demo as a table: what each shows, its key and module, and of its body provider and name. */
final class SettingsTable {
    /** Widths of the columns; with the gaps between them not over 120 together. */
    private static final int[] WIDTHS = {26, 39, 12, 13, 22};

    private static final String[] TITLES = {"row", "key", "module", "provider", "name"};

    private static final String QUERY = """
            SELECT key, coalesce(module, 'NULL'),
                   coalesce((value_json -> 'provider')::text, '-'),
                   coalesce((value_json -> 'name')::text, '-')
              FROM phoenix_kit_settings WHERE uuid = ?::uuid
            """;

    private SettingsTable() {}

    /** The rows of the uuids, under their labels and in that order. */
    static String read(Database database, Map<String, String> labels) {
        StringBuilder table = new StringBuilder(line(TITLES));
        table.append("-".repeat(table.length() - 1)).append('\n');
        try (Connection connection = database.connect();
                PreparedStatement select = connection.prepareStatement(QUERY)) {
            for (Map.Entry<String, String> row : labels.entrySet()) {
                select.setString(1, row.getKey());
                try (ResultSet found = select.executeQuery()) {
                    found.next();
                    String[] cells = new String[WIDTHS.length];
                    cells[0] = row.getValue();
                    for (int i = 1; i < cells.length; i++) {
                        cells[i] = found.getString(i);
                    }
                    table.append(line(cells));
                }
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return table.toString();
    }

    private static String line(String[] cells) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String cell = cells[i];
            String shown = cell.length() <= WIDTHS[i] ? cell : cell.substring(0, WIDTHS[i] - 1) + "…";
            line.append(shown).append(" ".repeat(WIDTHS[i] - shown.length() + 2));
        }
        return line.toString().stripTrailing() + "\n";
    }
}
