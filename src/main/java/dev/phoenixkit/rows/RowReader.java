package dev.phoenixkit.rows;

import dev.phoenixkit.v114.Body;
import dev.phoenixkit.v114.Field;
import dev.phoenixkit.v114.JsonType;
import dev.phoenixkit.v114.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.UUID;

/** Reads rows through a cursor, so that memory does not grow with their number. */
public final class RowReader {

    private static final int FETCH_SIZE = 5_000;

    private RowReader() {}

    /** Takes rows; may talk to the database. */
    public interface Sink {
        /** @param place where the row is stored, its {@code ctid}: good for finding it again while nobody else writes */
        void accept(Row row, String place) throws SQLException;
    }

    /** Runs one of the {@link RowQuery row queries} with its parameters and hands over each row. */
    public static void read(Connection connection, String query, Sink sink, Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setFetchSize(FETCH_SIZE);
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    sink.accept(row(result), result.getString(1));
                }
            }
        }
    }

    private static Row row(ResultSet result) throws SQLException {
        Body body =
                new Body(JsonType.of(result.getString(5)), field(result, 6), field(result, 8), result.getBoolean(10));
        return new Row(result.getObject(2, UUID.class), result.getString(3), result.getString(4), body);
    }

    private static Field field(ResultSet result, int column) throws SQLException {
        JsonType type = JsonType.of(result.getString(column));
        return type == JsonType.ABSENT ? Field.ABSENT : new Field(type, result.getString(column + 1));
    }
}
