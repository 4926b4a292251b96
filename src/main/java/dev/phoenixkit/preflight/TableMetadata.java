package dev.phoenixkit.preflight;

import dev.phoenixkit.jdbc.SchemaTables;
import dev.phoenixkit.jdbc.StatementPipeline;
import dev.phoenixkit.jdbc.Transaction;
import dev.phoenixkit.v114.SchemaVersion;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What the catalogue says of one of the two tables.
 *
 * @param definition how it is made, and what the role may do with it
 * @param version its comment, read as a version
 * @param activeObjects what can change the table besides statements
 * @param updateBlockers why the server refuses every UPDATE of it, whoever makes it
 */
public record TableMetadata(
        TableDefinition definition, SchemaVersion version, List<String> activeObjects, List<String> updateBlockers) {

    private static final String PREPARED = "phoenixkit_tables";

    /** Looks the schemas up first, however many there are: the other way round each table is compared with each of them. */
    private static final String SQL = """
            SELECT (SELECT nspname FROM pg_namespace WHERE oid = c.relnamespace), c.relname, c.oid,
                   CASE WHEN EXISTS (SELECT FROM pg_trigger t JOIN pg_proc p ON p.oid = t.tgfoid
                                      WHERE t.tgrelid = c.oid AND t.tgisinternal AND p.proname = 'citus_truncate_trigger')
                        THEN 'citus' ELSE c.relkind::text END,
                   EXISTS (SELECT FROM pg_inherits i WHERE i.inhparent = c.oid),
                   array_remove(ARRAY[
                       CASE WHEN has_schema_privilege(c.relnamespace, 'USAGE') THEN 'USE_SCHEMA' END,
                       CASE WHEN has_table_privilege(c.oid, 'SELECT') THEN 'SELECT' END,
                       CASE WHEN has_table_privilege(c.oid, 'UPDATE') THEN 'UPDATE' END,
                       CASE WHEN pg_has_role(c.relowner, 'USAGE') THEN 'OWN' END,
                       CASE WHEN pg_has_role(c.relowner, 'MEMBER') AND NOT pg_has_role(c.relowner, 'USAGE')
                            THEN 'SET_ROLE' END,
                       CASE WHEN NOT row_security_active(c.oid) THEN 'SEE_ALL_ROWS' END], NULL),
                   pg_get_userbyid(c.relowner), obj_description(c.oid, 'pg_class'),
                   {columns}, {activeObjects}, {foreignKeys}, {publications}
              FROM pg_class c
             WHERE c.relname IN ('{settings}', '{versionTable}') AND c.relkind IN ('r', 'p', 'v', 'm', 'f')
               AND c.relnamespace = ANY (ARRAY(SELECT to_regnamespace(quote_ident(name))::oid FROM unnest({schemas}) name))""".replace("{settings}", SchemaTables.SETTINGS)
            .replace("{versionTable}", SchemaTables.VERSION_TABLE)
            .replace("{columns}", ColumnMetadata.SQL)
            .replace("{activeObjects}", ActiveObjects.SQL)
            .replace("{foreignKeys}", ForeignKey.SQL)
            .replace("{publications}", Publications.SQL);

    /** Adds the query for the tables of schemas. The answer has those that are there, by schema and name. */
    static Supplier<Map<String, Map<String, TableMetadata>>> queryIn(StatementPipeline pipeline, Array schemas) {
        return pipeline.query(SQL.replace("{schemas}", "?"), TableMetadata::readAll, schemas);
    }

    /** The same for a session that asks for one schema after the other. */
    static Supplier<Map<String, Map<String, TableMetadata>>> againIn(
            StatementPipeline pipeline, Transaction.Session session, Array schemas) throws SQLException {
        Optional<String> prepared =
                session.execute(PREPARED, SQL.replace("{schemas}", "$1::text[]"), schemas.toString());
        return prepared.isPresent()
                ? pipeline.query(prepared.get(), TableMetadata::readAll)
                : queryIn(pipeline, schemas);
    }

    private static Map<String, Map<String, TableMetadata>> readAll(ResultSet rows) throws SQLException {
        Map<String, Map<String, TableMetadata>> tables = new HashMap<>();
        while (rows.next()) {
            TableMetadata table = read(rows);
            tables.computeIfAbsent(rows.getString(1), schema -> new HashMap<>())
                    .put(table.definition().name(), table);
        }
        return tables;
    }

    private static TableMetadata read(ResultSet row) throws SQLException {
        Set<TableRight> rights = EnumSet.noneOf(TableRight.class);
        texts(row, 6).forEach(right -> rights.add(TableRight.valueOf(right)));
        TableDefinition definition = new TableDefinition(
                row.getString(2),
                row.getLong(3),
                row.getString(4),
                row.getBoolean(5),
                rights,
                row.getString(7),
                ColumnMetadata.parse(texts(row, 9)),
                ForeignKey.parse((Object[]) row.getArray(11).getArray()));
        List<String> active = new ArrayList<>(texts(row, 10));
        definition.foreignKeys().stream()
                .filter(ForeignKey::writes)
                .map(ForeignKey::describe)
                .forEach(active::add);
        if (definition.isOfCitus()) {
            active.add("Citus, which keeps the rows on its nodes");
        }
        return new TableMetadata(definition, new SchemaVersion(row.getString(8)), active, texts(row, 12));
    }

    private static List<String> texts(ResultSet row, int column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }

    /** The foreign keys that lead to what V114 changes. */
    public List<ForeignKey> foreignKeys() {
        return definition.foreignKeys();
    }

    /** Whether it is one of Citus, whose rows other nodes lock, write and commit. */
    public boolean isOfCitus() {
        return definition.isOfCitus();
    }

    /** The table's oid. */
    public long oid() {
        return definition.oid();
    }
}
