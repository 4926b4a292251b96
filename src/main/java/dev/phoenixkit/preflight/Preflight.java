package dev.phoenixkit.preflight;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.errors.SqlState;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Looks at server, rights and tables before anything is locked, in a read-only transaction of its own that ends here.
 * All blockers come in one message.
 */
public final class Preflight {

    private static final int OLDEST_SERVER = 140_000;

    private static final String SERVER = """
            SELECT current_setting('server_version_num')::int, current_setting('server_version'),
                   current_database(), current_user, current_setting('server_encoding') = 'SQL_ASCII',
                   pg_is_in_recovery(), current_setting('default_transaction_read_only')::bool""";

    private final Connection connection;
    private final String schema;
    private final List<String> blockers = new ArrayList<>();
    private boolean standby;
    private boolean readOnlyByDefault;

    private Preflight(Connection connection, String schema) {
        this.connection = connection;
        this.schema = schema;
    }

    /** What a run is going to do, which decides what it needs. */
    public enum Purpose {
        /** Nothing: rows are only looked at where that is possible. */
        NOTHING,
        READ,
        WRITE
    }

    /**
     * Checks everything that can be known without a lock.
     *
     * @param purpose what the run will do about a schema of this version
     * @throws RefusedException with all blockers
     */
    public static Findings check(Connection connection, String schema, Function<SchemaVersion, Purpose> purpose)
            throws SQLException {
        return Transaction.read(
                connection, Transaction.READ_ONLY, () -> new Preflight(connection, schema).check(purpose));
    }

    /**
     * What preflight learned.
     *
     * @param server the server
     * @param settings the settings table
     * @param marker the table whose comment is the version
     * @param readable whether the rows can be read; true unless the purpose is {@link Purpose#NOTHING}
     */
    public record Findings(ServerInfo server, TableMetadata settings, TableMetadata marker, boolean readable) {

        /** The version: outside the locks good for refusing early, and what counts once they are held. */
        public SchemaVersion version() {
            return marker.version();
        }

        /** Looks at the tables again, under the locks: whoever held the locks before us could do anything to them. */
        public Findings again(Connection connection, String schema) throws SQLException {
            List<TableMetadata> tables = TableMetadata.read(connection, schema);
            return new Findings(
                    server, named(tables, SchemaTables.SETTINGS), named(tables, SchemaTables.MARKER), readable);
        }

        /** @throws RefusedException where the tables are not as preflight has checked them */
        public void requireTablesOf(Findings checked) {
            if (!settings.lasting().equals(checked.settings.lasting())
                    || !marker.lasting().equals(checked.marker.lasting())) {
                throw new RefusedException("The tables of PhoenixKit were altered (columns, indexes, owner, rights or"
                        + " the like) while the run waited for its locks. Nothing was changed. Run again.");
            }
        }
    }

    private Findings check(Function<SchemaVersion, Purpose> purposeOf) throws SQLException {
        ServerInfo server = server();
        List<TableMetadata> tables = TableMetadata.read(connection, schema);
        TableMetadata settings = named(tables, SchemaTables.SETTINGS);
        TableMetadata marker = named(tables, SchemaTables.MARKER);
        if (marker == null) {
            blockers.add(notInstalled());
        } else if (settings == null) {
            blockers.add("the table " + SchemaTables.SETTINGS + " is missing beside " + SchemaTables.MARKER
                    + "; restore it, or check the prefix");
        }
        refuse(server, Purpose.READ);
        Purpose purpose = purposeOf.apply(marker.version());
        checkReading(settings, marker);
        boolean readable = blockers.isEmpty();
        if (purpose == Purpose.WRITE) {
            checkWriting(settings, marker);
        }
        if (purpose != Purpose.NOTHING) {
            refuse(server, purpose);
        }
        ServerInfo complete = purpose == Purpose.WRITE ? server.checkingClient(acceptsClientCheck()) : server;
        return new Findings(complete, settings, marker, readable);
    }

    private ServerInfo server() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SERVER);
                ResultSet row = statement.executeQuery()) {
            row.next();
            ServerInfo server = new ServerInfo(
                    row.getInt(1), row.getString(2), row.getString(3), row.getString(4), row.getBoolean(5), false);
            if (server.versionNumber() < OLDEST_SERVER) {
                blockers.add("the server is PostgreSQL " + server.version() + ", and 14 or later is needed");
            }
            standby = row.getBoolean(6);
            readOnlyByDefault = row.getBoolean(7);
            return server;
        }
    }

    /** Servers on systems without the means refuse the setting; comes last, since a refusal ends the transaction. */
    private boolean acceptsClientCheck() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL client_connection_check_interval = '1s'");
            return true;
        } catch (SQLException e) {
            if (SqlState.isConnectionLost(e)) {
                throw e;
            }
            return false;
        }
    }

    private void checkReading(TableMetadata settings, TableMetadata marker) {
        settings.addShapeBlockers(blockers);
        marker.addShapeBlockers(blockers);
        ColumnMetadata.check(settings.columns(), blockers);
        settings.addReadBlockers(blockers);
    }

    private void checkWriting(TableMetadata settings, TableMetadata marker) {
        settings.addUpdateBlockers(blockers);
        marker.addOwnershipBlockers(blockers);
        if (standby) {
            blockers.add("the server is a standby, which cannot be written to; connect to the primary");
        } else if (readOnlyByDefault) {
            blockers.add("default_transaction_read_only is on for this role, database or server:"
                    + " somebody wants no writing here; ask, then switch it off for this role");
        }
    }

    private String notInstalled() throws SQLException {
        List<String> installed = Installations.find(connection).stream()
                .map(found -> found.schema() + " at version " + found.version())
                .toList();
        return "no table " + SchemaTables.MARKER + " in the schema " + schema + ": PhoenixKit is not installed there; "
                + (installed.isEmpty()
                        ? "no schema of this database holds it: check the database in the url"
                        : "schemas of this database that hold it: " + String.join(", ", installed)
                                + ": set the parameter prefix");
    }

    private void refuse(ServerInfo server, Purpose purpose) {
        if (!blockers.isEmpty()) {
            throw new RefusedException("The database " + server.database() + ", schema " + schema + ", cannot be "
                    + (purpose == Purpose.WRITE ? "migrated" : "read") + " as " + server.user()
                    + ". Nothing was changed. In the way:\n  - "
                    + String.join("\n  - ", blockers));
        }
    }

    private static TableMetadata named(List<TableMetadata> tables, String name) {
        return tables.stream().filter(t -> t.name().equals(name)).findFirst().orElse(null);
    }
}
