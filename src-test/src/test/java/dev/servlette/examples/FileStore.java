package dev.servlette.examples;

import dev.servlette.applications.Servlette;
import dev.servlette.datastructures.UploadFile;
import dev.servlette.endpoints.HttpEndpoint;
import dev.servlette.exceptions.HttpException;
import dev.servlette.jetty.Jetty;
import dev.servlette.requests.FormLimits;
import dev.servlette.requests.Part;
import dev.servlette.requests.Request;
import dev.servlette.responses.FileResponse;
import dev.servlette.responses.JsonResponse;
import dev.servlette.responses.Response;
import dev.servlette.routing.Route;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Large files: uploads that go to the disk under limits, as a parsed form or part by part, and downloads with ranges,
 * conditional requests and a name.
 */
public class FileStore {
    static final long GIB = 1L << 30;
    static final FormLimits LIMITS = new FormLimits().maxFiles(10).maxFileBytes(2 * GIB);

    private final Path folder;

    FileStore(Path folder) {
        this.folder = folder;
    }

    static Servlette app() {
        return new FileStore(Path.of("uploads")).routes();
    }

    Servlette routes() {
        return Servlette.of(
                Route.post("/photos", this::photo).maxBodyBytes(20 << 20),
                Route.post("/files", this::upload).maxBodyBytes(4 * GIB), // more is a 413, before the body is read
                Route.of("/files/{id:uuid}", new StoredFile()).name("file"));
    }

    /** The short way: the form is parsed, big files wait in temporary files, what is not moved is deleted. */
    Response photo(Request request) {
        UploadFile photo = request.form().file("photo");
        if (photo == null) {
            throw new HttpException(422, "The field \"photo\" needs a file.");
        }
        UUID id = UUID.randomUUID();
        photo.moveTo(folder.resolve(id.toString()));
        return new JsonResponse(Map.of("url", request.urlFor("file", "id", id), "bytes", photo.sizeBytes()), 201);
    }

    /** The straight way: one part after the other, from the socket to its place on the disk. */
    Response upload(Request request) {
        Map<String, Long> saved = new TreeMap<>();
        for (Part part : request.parts(LIMITS)) {
            if (part.isFile()) {
                UUID id = UUID.randomUUID();
                saved.put(id.toString(), part.saveTo(folder.resolve(id.toString())));
            }
        }
        return new JsonResponse(saved, 201);
    }

    /** One class for one resource: HEAD, OPTIONS and 405 with Allow follow from the methods that it has. */
    class StoredFile extends HttpEndpoint {
        @Override
        protected Response get(Request request) { // ranges, ETag and 304 are the response's own work
            return new FileResponse(find(request), request.queryParams().get("name", "download.bin"));
        }

        @Override
        protected Response delete(Request request) throws IOException {
            Files.delete(find(request));
            return new Response(204);
        }

        private Path find(Request request) {
            Path file = folder.resolve(request.pathParam("id", UUID.class).toString());
            if (!Files.isRegularFile(file)) {
                throw new HttpException(404);
            }
            return file;
        }
    }

    public static void main(String[] args) {
        Jetty.run(app(), 8000);
    }
}
