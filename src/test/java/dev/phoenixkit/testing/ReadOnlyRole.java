package dev.phoenixkit.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * A role that may read PhoenixKit's tables in some schemas of a database, and nothing else.
 *
 * @param database the database
 * @param name the role's name, which is its password too
 */
public record ReadOnlyRole(Database database, String name) implements AutoCloseable {

    /** Makes the role. */
    public static ReadOnlyRole in(Database database, String... schemas) {
        ReadOnlyRole role = new ReadOnlyRole(database, "reader_of_" + database.name());
        List<String> statements = new ArrayList<>();
        statements.add("CREATE ROLE " + role.quoted() + " LOGIN PASSWORD " + Sql.literal(role.name));
        for (String schema : schemas) {
            String quoted = Sql.identifier(schema);
            statements.add("GRANT USAGE ON SCHEMA " + quoted + " TO " + role.quoted());
            statements.add("GRANT SELECT ON " + quoted + ".phoenix_kit, " + quoted + ".phoenix_kit_settings TO "
                    + role.quoted());
        }
        database.execute(statements.toArray(String[]::new));
        return role;
    }

    /** Its password. */
    public String password() {
        return name;
    }

    private String quoted() {
        return Sql.identifier(name);
    }

    @Override
    public void close() {
        database.execute("DROP OWNED BY " + quoted(), "DROP ROLE " + quoted());
    }
}
