package dev.servlette.examples;

import com.zaxxer.hikari.HikariDataSource;
import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.State;
import dev.servlette.exceptions.HttpException;
import dev.servlette.exceptions.Validation;
import dev.servlette.jetty.Jetty;
import dev.servlette.requests.Request;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.ProblemResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Mount;
import dev.servlette.routing.Route;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * A JSON API over JDBC: a connection pool that lives as long as the app, typed path parameters, a record that validates
 * itself, and errors as {@code application/problem+json}.
 */
public class BooksApi {
    record Book(long id, String title, int year) {}

    record NewBook(String title, int year) {
        NewBook {
            new Validation()
                    .check("title", title != null && !title.isBlank(), "must not be blank")
                    .check("title", title == null || title.length() <= 200, "must have at most 200 characters")
                    .check("year", year >= 1450, "must be 1450 or later")
                    .orThrow();
        }
    }

    static Servlette app() {
        return Servlette.builder()
                .routes(Mount.of(
                        "/books",
                        Route.get("", BooksApi::list),
                        Route.post("", BooksApi::create),
                        Route.get("/{id:int}", BooksApi::show).name("book"),
                        Route.put("/{id:int}", BooksApi::replace),
                        Route.delete("/{id:int}", BooksApi::delete)))
                .exceptionHandler(
                        SQLIntegrityConstraintViolationException.class,
                        (request, e) -> new ProblemResponse(409, "A book with this title exists."))
                .lifespan(BooksApi::open)
                .build();
    }

    /** Opens the pool, which is closed when the app stops. */
    static AutoCloseable open(State state) throws SQLException {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl("jdbc:h2:mem:books");
        try (Connection db = pool.getConnection();
                PreparedStatement sql = db.prepareStatement("create table book (id identity primary key,"
                        + " title varchar(200) unique not null, published int not null)")) {
            sql.execute();
        }
        state.set(DataSource.class, pool);
        return pool;
    }

    static Response list(Request request) throws SQLException {
        int limit = request.queryParams().getInt("limit", 20); // ?limit=x is a 400
        new Validation()
                .check("limit", limit >= 1 && limit <= 100, "must be from 1 to 100")
                .orThrow();
        try (Connection db = connect(request);
                PreparedStatement sql =
                        db.prepareStatement("select id, title, published from book order by id limit ?")) {
            sql.setInt(1, limit);
            return new JsonResponse(read(sql));
        }
    }

    static Response show(Request request) throws SQLException {
        long id = request.pathParam("id", Long.class);
        try (Connection db = connect(request);
                PreparedStatement sql = db.prepareStatement("select id, title, published from book where id = ?")) {
            sql.setLong(1, id);
            return new JsonResponse(read(sql).stream().findFirst().orElseThrow(() -> noBook(id)));
        }
    }

    static Response create(Request request) throws SQLException {
        NewBook book =
                request.json(NewBook.class); // JSON that is not well formed is a 400, a book that is not right a 422
        try (Connection db = connect(request);
                PreparedStatement sql = db.prepareStatement(
                        "insert into book (title, published) values (?, ?)", PreparedStatement.RETURN_GENERATED_KEYS)) {
            sql.setString(1, book.title());
            sql.setInt(2, book.year());
            sql.executeUpdate();
            ResultSet keys = sql.getGeneratedKeys();
            keys.next();
            long id = keys.getLong(1);
            return new JsonResponse(new Book(id, book.title(), book.year()), 201)
                    .withHeader("Location", request.urlFor("book", "id", id).toString());
        }
    }

    static Response replace(Request request) throws SQLException {
        long id = request.pathParam("id", Long.class);
        NewBook book = request.json(NewBook.class);
        try (Connection db = connect(request);
                PreparedStatement sql = db.prepareStatement("update book set title = ?, published = ? where id = ?")) {
            sql.setString(1, book.title());
            sql.setInt(2, book.year());
            sql.setLong(3, id);
            if (sql.executeUpdate() == 0) {
                throw noBook(id);
            }
            return new JsonResponse(new Book(id, book.title(), book.year()));
        }
    }

    static Response delete(Request request) throws SQLException {
        long id = request.pathParam("id", Long.class);
        try (Connection db = connect(request);
                PreparedStatement sql = db.prepareStatement("delete from book where id = ?")) {
            sql.setLong(1, id);
            if (sql.executeUpdate() == 0) {
                throw noBook(id);
            }
            return new Response(204);
        }
    }

    private static HttpException noBook(long id) {
        return new HttpException(404, "There is no book " + id + ".");
    }

    private static List<Book> read(PreparedStatement sql) throws SQLException {
        List<Book> books = new ArrayList<>();
        ResultSet row = sql.executeQuery();
        while (row.next()) {
            books.add(new Book(row.getLong(1), row.getString(2), row.getInt(3)));
        }
        return books;
    }

    private static Connection connect(Request request) throws SQLException {
        return request.state().get(DataSource.class).getConnection();
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
