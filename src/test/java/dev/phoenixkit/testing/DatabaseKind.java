package dev.phoenixkit.testing;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a test wants its database to be like. One template of each kind is made per server; tests get clones.
 *
 * @param installed whether PhoenixKit is there
 * @param options more, in the words of {@code CREATE DATABASE}
 */
record DatabaseKind(boolean installed, String options) {
    static final DatabaseKind INSTALLED = new DatabaseKind(true, "");

    private static final Map<String, Database> TEMPLATES = new ConcurrentHashMap<>();

    DatabaseKind withoutPhoenixKit() {
        return new DatabaseKind(false, options);
    }

    DatabaseKind withIcuLocale(String locale) {
        return with(" LOCALE_PROVIDER icu ICU_LOCALE ", locale);
    }

    DatabaseKind withLocale(String locale) {
        return with(" LOCALE ", locale);
    }

    DatabaseKind withEncoding(String encoding) {
        // Of the operating system's locales, C alone goes with every encoding.
        return withLocale("C").with(" ENCODING ", encoding);
    }

    private DatabaseKind with(String option, String value) {
        return new DatabaseKind(installed, options + option + Sql.literal(value));
    }

    boolean needsIcu() {
        return options.contains("ICU_LOCALE");
    }

    Database create(Server server, String name) {
        Database template =
                TEMPLATES.computeIfAbsent(server.port() + "@" + server.host() + this, key -> makeTemplate(server));
        return server.createDatabase(name, "TEMPLATE " + Sql.identifier(template.name()));
    }

    private Database makeTemplate(Server server) {
        String name = "template_" + UUID.randomUUID().toString().replace("-", "");
        Database template = server.createDatabase(name, "TEMPLATE template0" + options);
        // Only a server that outlives this JVM needs it.
        if (server instanceof ServerLogin) {
            Runtime.getRuntime().addShutdownHook(new Thread(template::drop));
        }
        if (installed) {
            template.createPhoenixKit(Database.PUBLIC, "113");
        }
        return template;
    }
}
