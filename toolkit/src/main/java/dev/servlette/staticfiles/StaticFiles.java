package dev.servlette.staticfiles;

import dev.servlette.datastructures.UrlPath;
import dev.servlette.exceptions.HttpException;
import dev.servlette.handlers.Handler;
import dev.servlette.requests.Accept;
import dev.servlette.requests.Request;
import dev.servlette.responses.RedirectResponse;
import dev.servlette.responses.Response;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Sends files as they lie, to be mounted under a prefix (Starlette:
 * <a href="https://www.starlette.io/staticfiles/">Static Files</a>). Nothing outside is sent, whatever the path says, no
 * directory is listed, and no file whose name begins with a dot is shown.
 *
 * <p>Conditional requests and ranges are answered as those of a {@link dev.servlette.responses.FileResponse}. Immutable: options
 * return a copy.
 *
 * <pre>{@code
 * Mount.of("/static", new StaticFiles(Path.of("static")).immutable(StaticFiles::isHashed))
 * }</pre>
 */
public final class StaticFiles implements Handler {
    private static final String ALLOW = "GET, HEAD, OPTIONS";
    private static final String INDEX = "index.html";
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final List<String> PAGE_OR_ELSE = List.of("application/octet-stream", "text/html");

    /** What may be switched on. */
    private enum Switch {
        HTML,
        SYMLINKS,
        HIDDEN,
        FORBIDDEN,
        PRECOMPRESSED
    }

    private final List<Place> places;
    private final EnumSet<Switch> switches;
    private final String fallback;
    private final String cacheControl;
    private final Predicate<String> immutable;

    /**
     * The files of a directory, and of those in it.
     *
     * @throws IllegalArgumentException when no directory is there
     */
    public StaticFiles(Path directory) {
        this(List.of(new Directory(directory)), EnumSet.noneOf(Switch.class), "", "", name -> false);
    }

    private StaticFiles(
            List<Place> places,
            EnumSet<Switch> switches,
            String fallback,
            String cacheControl,
            Predicate<String> immutable) {
        this.places = places;
        this.switches = switches;
        this.fallback = fallback;
        this.cacheControl = cacheControl;
        this.immutable = immutable;
    }

    /**
     * The files below a directory of the class path, {@code "static"}, in jars too, as the context class loader of this thread
     * sees them.
     *
     * @throws IllegalArgumentException when no such directory is there, or it is all of the class path
     */
    public static StaticFiles ofResources(String root) {
        return new StaticFiles(List.of(new Resources(root)), EnumSet.noneOf(Switch.class), "", "", name -> false);
    }

    /** Looks for what is not found so far in this directory too. */
    public StaticFiles directory(Path directory) {
        return with(new Directory(directory));
    }

    /** Looks for what is not found so far below this directory of the class path too. */
    public StaticFiles resources(String root) {
        return with(new Resources(root));
    }

    StaticFiles with(Place place) {
        List<Place> more = new ArrayList<>(places);
        more.add(place);
        return new StaticFiles(List.copyOf(more), switches, fallback, cacheControl, immutable);
    }

    /**
     * Whether these are the pages of a site: a directory is answered with its {@code index.html}, after a redirect if its path
     * has no slash at the end, and what is not there with the {@code 404.html} of the root, if there is one.
     */
    public StaticFiles html(boolean isSite) {
        return with(Switch.HTML, isSite);
    }

    /** Whether a symbolic link may lead out of the directory; {@code false} unless told. */
    public StaticFiles followsSymlinks(boolean follows) {
        return with(Switch.SYMLINKS, follows);
    }

    /** Whether files are sent that have a name in their path that begins with a dot; only {@code /.well-known} is unless told. */
    public StaticFiles servesDotfiles(boolean serves) {
        return with(Switch.HIDDEN, serves);
    }

    /**
     * Whether a file that this process may not read is a 403, which shows that it is there; {@code false} unless told: then it is a 404
     * like what is not.
     */
    public StaticFiles saysForbidden(boolean says) {
        return with(Switch.FORBIDDEN, says);
    }

    /**
     * Whether {@code app.js.br}, {@code .zst} or {@code .gz} is sent in the place of the {@code app.js} beside it to clients that
     * take it (RFC 9110, section 12.5.3); {@code false} unless told.
     */
    public StaticFiles precompressed(boolean isPrecompressed) {
        return with(Switch.PRECOMPRESSED, isPrecompressed);
    }

    private StaticFiles with(Switch changed, boolean on) {
        EnumSet<Switch> copy = EnumSet.copyOf(switches);
        if (on) {
            copy.add(changed);
        } else {
            copy.remove(changed);
        }
        return new StaticFiles(places, copy, fallback, cacheControl, immutable);
    }

    /**
     * The file, {@code "index.html"}, that answers a browser that asks for a page where no file is, for apps that read the path in
     * the browser. Whatever else is missing is a 404: only a request that names {@code text/html} asks for a page.
     */
    public StaticFiles fallback(String file) {
        for (String segment : file.split("/", -1)) {
            if (!FileName.isOne(segment)) {
                throw new IllegalArgumentException(
                        "The fallback \"" + file
                                + "\" was given to StaticFiles. It is the path of a file below the root; write \"index.html\".");
            }
        }
        return new StaticFiles(places, switches, file, cacheControl, immutable);
    }

    /** What {@code Cache-Control} says of every file: {@code "no-cache"}, {@code "public, max-age=3600"}; unless told nothing. */
    public StaticFiles cacheControl(String policy) {
        return new StaticFiles(places, switches, fallback, policy, immutable);
    }

    /**
     * Which files never change, as there is another name for another content: caches may keep them for a year. The predicate is given
     * the path below the root, {@code "assets/app.3f2a9c1b.js"}, by any thread.
     */
    public StaticFiles immutable(Predicate<String> files) {
        return new StaticFiles(places, switches, fallback, cacheControl, files);
    }

    /** Whether a name has a hash before its end, as build tools make them: {@code app.3f2a9c1b.js}, {@code index-BdW4Zx_1.css}. */
    public static boolean isHashed(String name) {
        return FileName.isHashed(name);
    }

    /** Answers GET and HEAD with a file, OPTIONS with the methods, and every other method with a 405. */
    @Override
    public Response handle(Request request) throws IOException {
        return switch (request.method()) {
            case "GET", "HEAD" -> answer(request);
            case "OPTIONS" -> new Response(204).withHeader("Allow", ALLOW);
            default -> throw new HttpException(405).withHeader("Allow", ALLOW);
        };
    }

    private Response answer(Request request) throws IOException {
        UrlPath path = request.urlPath();
        boolean isDirectory = path.size() > 0 && path.segment(path.size() - 1).isEmpty();
        String name = name(path, isDirectory ? path.size() - 1 : path.size());
        Response file = name == null ? null : found(request, name, isDirectory);
        if (file != null) {
            return file;
        }
        if (!fallback.isEmpty() && asksForPage(request)) {
            Response page = find(request, fallback);
            if (page != null) {
                return varying(sent(request, fallback, page), "Accept");
            }
        }
        Response page = switches.contains(Switch.HTML) ? find(request, "404.html") : null;
        if (page == null) {
            throw new HttpException(404);
        }
        return page.withStatus(404);
    }

    /** The path below the root of the file that these segments name; {@code null} when they name none. */
    private @Nullable String name(UrlPath path, int size) {
        for (int i = 0; i < size; i++) {
            String segment = path.segment(i);
            boolean isHidden = FileName.isHidden(segment) && !(i == 0 && segment.equals(".well-known"));
            if (!FileName.isOne(segment) || isHidden && !switches.contains(Switch.HIDDEN)) {
                return null;
            }
        }
        return path.join(0, size);
    }

    private @Nullable Response found(Request request, String name, boolean isDirectory) throws IOException {
        Response file = isDirectory || name.isEmpty() ? null : find(request, name, true);
        if (file != null) {
            return sent(request, name, file);
        }
        String index = name.isEmpty() ? INDEX : name + '/' + INDEX;
        Response page = switches.contains(Switch.HTML) ? find(request, index, true) : null;
        if (page == null) {
            return null;
        }
        return isDirectory ? sent(request, index, page) : redirect(request);
    }

    private @Nullable Response find(Request request, String name) throws IOException {
        return find(request, name, false);
    }

    /** The file of the first place that has it and may be read; one that may not is told of only to who asked for just that. */
    private @Nullable Response find(Request request, String name, boolean isAsked) throws IOException {
        for (Place place : places) {
            try {
                Response file = place.find(name, switches.contains(Switch.SYMLINKS), request.clock());
                if (file != null) {
                    return file;
                }
            } catch (AccessDeniedException e) {
                if (isAsked && switches.contains(Switch.FORBIDDEN)) {
                    throw new HttpException(403);
                }
            }
        }
        return null;
    }

    private static Response redirect(Request request) {
        String query = request.scope().exchange().rawQuery();
        String there = request.urlPath().withOtherEnd().encoded();
        return new RedirectResponse(query == null ? there : there + '?' + query);
    }

    /** Whether the client would rather have a page than something else: a browser that goes somewhere, and no script or image. */
    private static boolean asksForPage(Request request) {
        return Accept.of(request.headers()).choose(PAGE_OR_ELSE) == 1;
    }

    private Response sent(Request request, String name, Response file) throws IOException {
        Response response = switches.contains(Switch.PRECOMPRESSED)
                ? varying(compressed(request, name, file), "Accept-Encoding")
                : file;
        String policy = immutable.test(name) ? FOR_EVER : cacheControl;
        return policy.isEmpty() ? response : response.withHeader("Cache-Control", policy);
    }

    /** The form of a file that the client takes most gladly; among equals the smallest, which the first mostly is. */
    private Response compressed(Request request, String name, Response file) throws IOException {
        Accept accept = Accept.encodings(request.headers());
        Response best = file;
        int gladly = accept.quality("identity") - 1;
        for (Coding coding : Coding.values()) {
            int quality = accept.quality(coding.token());
            Response neighbour = quality > 0 && quality > gladly ? find(request, name + coding.end()) : null;
            if (neighbour != null) {
                best = coding.of(file, neighbour);
                gladly = quality;
            }
        }
        return best;
    }

    private static Response varying(Response response, String header) {
        String vary = response.headers().withVary(header).get("Vary", header);
        return response.withHeader("Vary", vary);
    }
}
