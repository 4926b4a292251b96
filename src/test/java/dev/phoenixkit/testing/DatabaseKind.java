package dev.phoenixkit.testing;

import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;

/** What a test wants its database to be like. One template of each kind is made per server; tests get clones. */
record DatabaseKind(boolean installed, String icuLocale, String locale, String encoding) {
    static final DatabaseKind INSTALLED = new DatabaseKind(true, null, null, null);

    private static final Map<String, Database> TEMPLATES = new ConcurrentHashMap<>();

    DatabaseKind withoutPhoenixKit() {
        return new DatabaseKind(false, icuLocale, locale, encoding);
    }

    DatabaseKind withIcuLocale(String newLocale) {
        return new DatabaseKind(installed, newLocale, locale, encoding);
    }

    DatabaseKind withLocale(String newLocale) {
        return new DatabaseKind(installed, icuLocale, newLocale, encoding);
    }

    DatabaseKind withEncoding(String newEncoding) {
        // Of the operating system's locales, C alone goes with every encoding.
        return new DatabaseKind(installed, icuLocale, locale == null ? "C" : locale, newEncoding);
    }

    boolean needsIcu() {
        return icuLocale != null;
    }

    Database create(Server server, String name) {
        Database template =
                TEMPLATES.computeIfAbsent(server.port() + "@" + server.host() + this, key -> makeTemplate(server));
        return server.createDatabase(name, "TEMPLATE " + Sql.identifier(template.name()));
    }

    private Database makeTemplate(Server server) {
        String name = "template_" + UUID.randomUUID().toString().replace("-", "");
        Database template = server.createDatabase(name, options());
        // Only a server that outlives this JVM needs it.
        if (!(server instanceof OwnServer)) {
            Runtime.getRuntime().addShutdownHook(new Thread(template::drop));
        }
        if (installed) {
            template.createPhoenixKit("public", "113");
        }
        return template;
    }

    private String options() {
        StringBuilder options = new StringBuilder("TEMPLATE template0");
        if (encoding != null) {
            options.append(" ENCODING ").append(Sql.literal(encoding));
        }
        if (locale != null) {
            options.append(" LOCALE ").append(Sql.literal(locale));
        }
        if (icuLocale != null) {
            options.append(" LOCALE_PROVIDER icu ICU_LOCALE ").append(Sql.literal(icuLocale));
        }
        return options.toString();
    }
}
