package dev.phoenixkit.preflight;

import dev.phoenixkit.errors.RefusedException;
import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is known of server, rights and tables before anything is locked. All that is in the way comes in one message.
 *
 * @param schema the schema
 * @param server the server
 * @param settings the settings table; null where it is missing
 * @param versionTable the table whose comment is the version; null where it is missing
 */
public record Preflight(String schema, ServerInfo server, TableMetadata settings, TableMetadata versionTable) {
    private static final int OLDEST_SERVER = 140_000;

    /**
     * The schemas that names and patterns stand for, in the order of their names' bytes, each once.
     *
     * @param wanted names, or patterns in which {@code *} stands for any letters; a pattern takes the schemas that hold
     *     PhoenixKit. A single name is not looked up
     * @throws RefusedException with all names that are no such schema, and all patterns that take none
     */
    public static List<String> schemas(Connection connection, List<String> wanted) throws SQLException {
        return wanted.size() == 1 && !Installations.isPattern(wanted.get(0))
                ? wanted
                : Installations.select(installed(connection), wanted);
    }

    /** All schemas of the database that hold PhoenixKit, in the order of their names' bytes. */
    public static List<String> allSchemas(Connection connection) throws SQLException {
        return List.copyOf(installed(connection).keySet());
    }

    private static Map<String, SchemaVersion> installed(Connection connection) throws SQLException {
        return Transaction.lookUp(connection, () -> Installations.find(connection));
    }

    /**
     * Looks at some schemas together, in a read-only transaction of its own that ends here, and holds no lock on their
     * tables. What is missing is told by {@link #requireInstalled}.
     */
    public static Map<String, Preflight> read(Connection connection, List<String> schemas) throws SQLException {
        StatementPipeline pipeline = new StatementPipeline().command(Transaction.readOnly(connection));
        Supplier<ServerInfo> server = pipeline.query(ServerInfo.SQL, ServerInfo::read);
        Supplier<Map<String, Map<String, TableMetadata>>> tables =
                TableMetadata.queryIn(pipeline, array(connection, schemas));
        Transaction.read(connection, pipeline);
        return schemas.stream().collect(Collectors.toMap(schema -> schema, schema -> of(schema, server, tables)));
    }

    /** Adds the query that looks at the tables again, under the locks: until then anybody could do anything to them. */
    public Supplier<Preflight> againIn(Connection connection, StatementPipeline pipeline) throws SQLException {
        Array schemas = array(connection, List.of(schema));
        // The names in this query are the catalogue's; the savepoint gives the role its own path back.
        pipeline.command("SAVEPOINT catalogue; SET LOCAL search_path = pg_catalog, pg_temp"
                + "; SET LOCAL plan_cache_mode = force_generic_plan");
        Supplier<Map<String, Map<String, TableMetadata>>> tables =
                TableMetadata.againIn(pipeline, (Transaction.Session) connection, schemas);
        pipeline.command("ROLLBACK TO SAVEPOINT catalogue; RELEASE SAVEPOINT catalogue");
        return () -> of(schema, () -> server, tables);
    }

    private static Array array(Connection connection, List<String> schemas) throws SQLException {
        return connection.createArrayOf("text", schemas.toArray());
    }

    private static Preflight of(
            String schema, Supplier<ServerInfo> server, Supplier<Map<String, Map<String, TableMetadata>>> found) {
        Map<String, TableMetadata> tables = found.get().getOrDefault(schema, Map.of());
        return new Preflight(
                schema, server.get(), tables.get(SchemaTables.SETTINGS), tables.get(SchemaTables.VERSION_TABLE));
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

    /** Whether one of the tables is {@linkplain TableMetadata#isOfCitus() one of Citus}. */
    public boolean isOfCitus() {
        return !ofCitus().isEmpty();
    }

    private List<TableMetadata> ofCitus() {
        return Stream.of(settings, versionTable)
                .filter(table -> table != null && table.isOfCitus())
                .toList();
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
     * Requires that a run can be planned, and that a role that may write could make it.
     *
     * @param further what else is in its way
     * @throws RefusedException where it cannot; with all that is in the way
     */
    public void requirePlannable(List<String> further) {
        refuse("migrated", writeBlockers(further, mayWrite()));
    }

    /**
     * Requires that this session can migrate.
     *
     * @param further what else is in its way
     * @throws RefusedException where it cannot; with all that is in the way
     */
    public void requireWritable(List<String> further) {
        List<String> blockers = writeBlockers(further, true);
        server.writeBlocker().ifPresent(blockers::add);
        refuse("migrated", blockers);
    }

    /** What keeps this connection from migrating and not another: a role that may only read, a standby, a default. */
    public List<String> hindrances() {
        List<String> hindrances = new ArrayList<>();
        if (!mayWrite()) {
            addRightsBlockers(hindrances);
        }
        server.writeBlocker().ifPresent(hindrances::add);
        return hindrances;
    }

    private boolean mayWrite() {
        return settings.definition().mayWrite() || versionTable.definition().mayWrite();
    }

    private List<String> writeBlockers(List<String> further, boolean rights) {
        List<String> blockers = readBlockers();
        blockers.addAll(further);
        if (rights) {
            addRightsBlockers(blockers);
        }
        blockers.addAll(settings.updateBlockers());
        return blockers;
    }

    private void addRightsBlockers(List<String> blockers) {
        settings.definition().addUpdateBlockers(blockers);
        versionTable.definition().addOwnershipBlockers(blockers);
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

    /** @throws RefusedException where the server is too old, or PhoenixKit is not there */
    public void requireInstalled(Connection connection) throws SQLException {
        List<String> blockers = new ArrayList<>();
        if (isOfCitus()) {
            CitusTables.blocker(connection, ofCitus()).ifPresent(blocker -> refuse("read", List.of(blocker)));
        }
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
        return "no table " + SchemaTables.VERSION_TABLE + " in the schema " + schema
                + ": PhoenixKit is not installed there; " + Installations.describe(installed(connection))
                + ": set the parameter prefix";
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
