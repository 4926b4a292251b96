package dev.phoenixkit.preflight;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What is known of server, rights and tables before anything is locked. All that is in the way comes in one message.
 *
 * @param schema the schema
 * @param server the server
 * @param settings the settings table
 * @param versionTable the table whose comment is the version
 */
public record Preflight(String schema, ServerInfo server, TableMetadata settings, TableMetadata versionTable) {
    private static final int OLDEST_SERVER = 140_000;

    /**
     * Looks, in a read-only transaction of its own that ends here.
     *
     * @throws RefusedException where the server is too old, or PhoenixKit is not there
     */
    public static Preflight read(Connection connection, String schema) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        Supplier<ServerInfo> server = pipeline.query(ServerInfo.SQL, ServerInfo::read);
        Supplier<Map<String, TableMetadata>> tables = TableMetadata.queryIn(pipeline, schema);
        Transaction.read(connection, pipeline);
        Preflight preflight = new Preflight(
                schema,
                server.get(),
                tables.get().get(SchemaTables.SETTINGS),
                tables.get().get(SchemaTables.VERSION_TABLE));
        preflight.requireInstalled(connection);
        return preflight;
    }

    /** Adds the query that looks at the tables again, under the locks: until then anybody could do anything to them. */
    public Supplier<Preflight> againIn(StatementPipeline pipeline) {
        // The names in this query are the catalogue's; the savepoint gives the role its own path back.
        pipeline.command("SAVEPOINT catalogue; SET LOCAL search_path = pg_catalog, pg_temp");
        Supplier<Map<String, TableMetadata>> tables = TableMetadata.queryIn(pipeline, schema);
        pipeline.command("ROLLBACK TO SAVEPOINT catalogue; RELEASE SAVEPOINT catalogue");
        return () -> new Preflight(
                schema,
                server,
                tables.get().get(SchemaTables.SETTINGS),
                tables.get().get(SchemaTables.VERSION_TABLE));
    }

    /** @throws RefusedException where the tables are not as they were before */
    public void requireTablesOf(Preflight before) {
        if (!settings.definition().equals(before.settings.definition())
                || !versionTable.definition().equals(before.versionTable.definition())) {
            throw new RefusedException("The tables of PhoenixKit were altered (columns, indexes, owner, rights or"
                    + " the like) while the run waited for its locks. Nothing was changed. Run again.");
        }
    }

    /** The version: outside the locks good for refusing early, and what counts once they are held. */
    public SchemaVersion version() {
        return versionTable.version();
    }

    /** Whether the rows can be read, and addressed safely. */
    public boolean isReadable() {
        return readBlockers().isEmpty();
    }

    /** @throws RefusedException where what holds the version is no table, so that it may not be the version */
    public void requireVersionTable() {
        List<String> blockers = new ArrayList<>();
        versionTable.definition().addKindBlockers(blockers);
        refuse("read", blockers);
    }

    /** @throws RefusedException where the rows cannot be read; with all that is in the way */
    public void requireReadable() {
        refuse("read", readBlockers());
    }

    /**
     * Requires that a run can be planned.
     *
     * @param further what else is in its way
     * @throws RefusedException where it cannot; with all that is in the way
     */
    public void requirePlannable(List<String> further) {
        List<String> blockers = readBlockers();
        blockers.addAll(further);
        refuse("migrated", blockers);
    }

    /**
     * Requires that this session can migrate.
     *
     * @param further what else is in its way
     * @throws RefusedException where it cannot; with all that is in the way
     */
    public void requireWritable(List<String> further) {
        List<String> blockers = readBlockers();
        blockers.addAll(further);
        settings.definition().addUpdateBlockers(blockers);
        versionTable.definition().addOwnershipBlockers(blockers);
        server.writeBlocker().ifPresent(blockers::add);
        refuse("migrated", blockers);
    }

    private List<String> readBlockers() {
        List<String> blockers = new ArrayList<>();
        settings.definition().addShapeBlockers(blockers);
        versionTable.definition().addShapeBlockers(blockers);
        if (settings.definition().isOrdinary()) {
            ColumnMetadata.check(settings.definition().columns(), blockers);
        }
        settings.definition().addReadBlockers(blockers);
        return blockers;
    }

    private void requireInstalled(Connection connection) throws SQLException {
        List<String> blockers = new ArrayList<>();
        if (server.versionNumber() < OLDEST_SERVER) {
            blockers.add("the server is PostgreSQL " + server.version() + ", and 14 or later is needed");
        }
        if (versionTable == null) {
            blockers.add(notInstalled(connection));
        } else if (settings == null) {
            blockers.add("the table " + SchemaTables.SETTINGS + " is missing beside " + SchemaTables.VERSION_TABLE
                    + "; restore it, or check the prefix");
        }
        refuse("read", blockers);
    }

    private String notInstalled(Connection connection) throws SQLException {
        List<String> installed = Transaction.lookUp(connection, () -> Installations.find(connection)).stream()
                .map(found -> found.schema() + " at version " + found.version())
                .toList();
        return "no table " + SchemaTables.VERSION_TABLE + " in the schema " + schema
                + ": PhoenixKit is not installed there; "
                + (installed.isEmpty()
                        ? "no schema of this database holds it: check the database in the url"
                        : "schemas of this database that hold it: " + String.join(", ", installed)
                                + ": set the parameter prefix");
    }

    private void refuse(String what, List<String> blockers) {
        if (!blockers.isEmpty()) {
            throw new RefusedException(
                    "The database " + server.database() + ", schema " + schema + ", cannot be " + what
                            + " as " + server.user() + ". Nothing was changed. In the way:\n  - "
                            + String.join("\n  - ", blockers));
        }
    }
}
