package dev.phoenixkit.rows;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.v114.Direction;
import dev.phoenixkit.v114.Row;
import dev.phoenixkit.v114.SchemaVersion;
import dev.phoenixkit.v114.ShapeMismatch;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/** Finds integration rows whose shape does not fit the version of their schema. */
public final class MismatchedRows {

    private MismatchedRows() {}

    /**
     * Reads them in a transaction of its own: one round trip where there are none.
     *
     * @param version a version that is a number
     * @param begin statements separated by semicolons that the transaction begins with
     * @param found is given each
     * @return how many there are
     */
    public static long find(
            Connection connection,
            SchemaTables tables,
            SchemaVersion version,
            String begin,
            BiConsumer<Row, ShapeMismatch> found)
            throws SQLException {
        StatementPipeline look = new StatementPipeline().command(begin);
        Supplier<Boolean> any = look.query("SELECT FROM (" + query(tables, version) + " LIMIT 1) s", ResultSet::next);
        Transaction.read(connection, look);
        return any.get() ? Transaction.read(connection, begin, () -> read(connection, tables, version, found)) : 0;
    }

    /**
     * Reads them within the current transaction.
     *
     * @param version a version that is a number
     * @param found is given each
     * @return how many there are
     */
    public static long read(
            Connection connection, SchemaTables tables, SchemaVersion version, BiConsumer<Row, ShapeMismatch> found)
            throws SQLException {
        long[] count = {0};
        RowReader.read(connection, query(tables, version), row -> {
            Optional<ShapeMismatch> mismatch = ShapeMismatch.of(row, version);
            if (mismatch.isPresent()) {
                count[0]++;
                found.accept(row, mismatch.get());
            }
        });
        return count[0];
    }

    private static String query(SchemaTables tables, SchemaVersion version) {
        return RowQuery.maybeMismatched(tables, version.number() < Direction.UP.toVersion());
    }
}
