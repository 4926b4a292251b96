package dev.phoenixkit.testing;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/** A running PostgreSQL server and a user of it, a superuser unless said otherwise: the tests may do anything with it. */
public interface Server {
    /** The {@code application_name} of the tests' own connections, by which they are told from the tested code's. */
    String APPLICATION_NAME = "phoenixkit-test";

    /** Where the server listens. */
    String host();

    /** The port it listens on. */
    int port();

    /** The user's name. */
    String user();

    /** The password of {@link #user()}. */
    String password();

    /** The address of one of its databases, without credentials. */
    default String url(String database) {
        String host = host().contains(":") ? "[" + host() + "]" : host();
        return "jdbc:postgresql://" + host + ":" + port() + "/" + PercentEncoding.encode(database);
    }

    /** Opens a connection of the tests' own, as superuser and with autocommit. */
    default Connection connect(String database) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user());
        properties.setProperty("password", password());
        properties.setProperty("ApplicationName", APPLICATION_NAME);
        return new Driver().connect(url(database), properties);
    }

    /** Opens a connection as {@link java.sql.DriverManager} would, from which the tested code takes the driver out. */
    static Connection connect(String url, String user, String password) throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        return new Driver().connect(url, properties);
    }

    /** Creates an empty database of this server's defaults. */
    default Database createDatabase(String name) {
        return createDatabase(name, "");
    }

    /** Creates a database with options in the words of {@code CREATE DATABASE}. */
    default Database createDatabase(String name, String options) {
        maintenance().execute("CREATE DATABASE " + Sql.identifier(name) + " " + options);
        return database(name);
    }

    /** One of its databases. */
    default Database database(String name) {
        return new Database.Named(this, name);
    }

    /** Creates a database with PhoenixKit at V113 in {@code public}, as {@link Database#createPhoenixKit} does. */
    default Database createPhoenixKit(String name) {
        Database database = createDatabase(name);
        database.createPhoenixKit(Database.PUBLIC, "113");
        return database;
    }

    /** The database that every server has, from which others are created and dropped. */
    default Database maintenance() {
        return database("postgres");
    }
}
