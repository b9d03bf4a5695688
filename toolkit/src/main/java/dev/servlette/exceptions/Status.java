package dev.servlette.exceptions;

import java.util.Map;

/**
 * The status codes of HTTP and the close codes of WebSocket by their names (Starlette:
 * <a href="https://www.starlette.io/status/">Status Codes</a>). They are numbers, as everything that takes a status takes one:
 * {@code new JsonResponse(book, HTTP_201_CREATED)}.
 */
public final class Status {
    /** Continue (RFC 9110, section 15.2.1). */
    public static final int HTTP_100_CONTINUE = 100;

    /** Switching Protocols (RFC 9110, section 15.2.2). */
    public static final int HTTP_101_SWITCHING_PROTOCOLS = 101;

    /** Processing (RFC 2518, section 10.1). */
    public static final int HTTP_102_PROCESSING = 102;

    /** Early Hints (RFC 8297). */
    public static final int HTTP_103_EARLY_HINTS = 103;

    /** OK (RFC 9110, section 15.3.1). */
    public static final int HTTP_200_OK = 200;

    /** Created (RFC 9110, section 15.3.2). */
    public static final int HTTP_201_CREATED = 201;

    /** Accepted (RFC 9110, section 15.3.3). */
    public static final int HTTP_202_ACCEPTED = 202;

    /** Non-Authoritative Information (RFC 9110, section 15.3.4). */
    public static final int HTTP_203_NON_AUTHORITATIVE_INFORMATION = 203;

    /** No Content (RFC 9110, section 15.3.5). */
    public static final int HTTP_204_NO_CONTENT = 204;

    /** Reset Content (RFC 9110, section 15.3.6). */
    public static final int HTTP_205_RESET_CONTENT = 205;

    /** Partial Content (RFC 9110, section 15.3.7). */
    public static final int HTTP_206_PARTIAL_CONTENT = 206;

    /** Multi-Status (RFC 4918, section 11.1). */
    public static final int HTTP_207_MULTI_STATUS = 207;

    /** Already Reported (RFC 5842, section 7.1). */
    public static final int HTTP_208_ALREADY_REPORTED = 208;

    /** IM Used (RFC 3229, section 10.4.1). */
    public static final int HTTP_226_IM_USED = 226;

    /** Multiple Choices (RFC 9110, section 15.4.1). */
    public static final int HTTP_300_MULTIPLE_CHOICES = 300;

    /** Moved Permanently (RFC 9110, section 15.4.2). */
    public static final int HTTP_301_MOVED_PERMANENTLY = 301;

    /** Found (RFC 9110, section 15.4.3). */
    public static final int HTTP_302_FOUND = 302;

    /** See Other (RFC 9110, section 15.4.4). */
    public static final int HTTP_303_SEE_OTHER = 303;

    /** Not Modified (RFC 9110, section 15.4.5). */
    public static final int HTTP_304_NOT_MODIFIED = 304;

    /** Use Proxy (RFC 9110, section 15.4.6). */
    public static final int HTTP_305_USE_PROXY = 305;

    /** Reserved, and not used any more (RFC 9110, section 15.4.7). */
    public static final int HTTP_306_RESERVED = 306;

    /** Temporary Redirect (RFC 9110, section 15.4.8). */
    public static final int HTTP_307_TEMPORARY_REDIRECT = 307;

    /** Permanent Redirect (RFC 9110, section 15.4.9). */
    public static final int HTTP_308_PERMANENT_REDIRECT = 308;

    /** Bad Request (RFC 9110, section 15.5.1). */
    public static final int HTTP_400_BAD_REQUEST = 400;

    /** Unauthorized (RFC 9110, section 15.5.2). */
    public static final int HTTP_401_UNAUTHORIZED = 401;

    /** Payment Required (RFC 9110, section 15.5.3). */
    public static final int HTTP_402_PAYMENT_REQUIRED = 402;

    /** Forbidden (RFC 9110, section 15.5.4). */
    public static final int HTTP_403_FORBIDDEN = 403;

    /** Not Found (RFC 9110, section 15.5.5). */
    public static final int HTTP_404_NOT_FOUND = 404;

    /** Method Not Allowed (RFC 9110, section 15.5.6). */
    public static final int HTTP_405_METHOD_NOT_ALLOWED = 405;

    /** Not Acceptable (RFC 9110, section 15.5.7). */
    public static final int HTTP_406_NOT_ACCEPTABLE = 406;

    /** Proxy Authentication Required (RFC 9110, section 15.5.8). */
    public static final int HTTP_407_PROXY_AUTHENTICATION_REQUIRED = 407;

    /** Request Timeout (RFC 9110, section 15.5.9). */
    public static final int HTTP_408_REQUEST_TIMEOUT = 408;

    /** Conflict (RFC 9110, section 15.5.10). */
    public static final int HTTP_409_CONFLICT = 409;

    /** Gone (RFC 9110, section 15.5.11). */
    public static final int HTTP_410_GONE = 410;

    /** Length Required (RFC 9110, section 15.5.12). */
    public static final int HTTP_411_LENGTH_REQUIRED = 411;

    /** Precondition Failed (RFC 9110, section 15.5.13). */
    public static final int HTTP_412_PRECONDITION_FAILED = 412;

    /** Content Too Large (RFC 9110, section 15.5.14). */
    public static final int HTTP_413_CONTENT_TOO_LARGE = 413;

    /** URI Too Long (RFC 9110, section 15.5.15). */
    public static final int HTTP_414_URI_TOO_LONG = 414;

    /** Unsupported Media Type (RFC 9110, section 15.5.16). */
    public static final int HTTP_415_UNSUPPORTED_MEDIA_TYPE = 415;

    /** Range Not Satisfiable (RFC 9110, section 15.5.17). */
    public static final int HTTP_416_RANGE_NOT_SATISFIABLE = 416;

    /** Expectation Failed (RFC 9110, section 15.5.18). */
    public static final int HTTP_417_EXPECTATION_FAILED = 417;

    /** I'm a Teapot (RFC 2324, section 2.3.2). */
    public static final int HTTP_418_IM_A_TEAPOT = 418;

    /** Misdirected Request (RFC 9110, section 15.5.20). */
    public static final int HTTP_421_MISDIRECTED_REQUEST = 421;

    /** Unprocessable Content (RFC 9110, section 15.5.21). */
    public static final int HTTP_422_UNPROCESSABLE_CONTENT = 422;

    /** Locked (RFC 4918, section 11.3). */
    public static final int HTTP_423_LOCKED = 423;

    /** Failed Dependency (RFC 4918, section 11.4). */
    public static final int HTTP_424_FAILED_DEPENDENCY = 424;

    /** Too Early (RFC 8470, section 5.2). */
    public static final int HTTP_425_TOO_EARLY = 425;

    /** Upgrade Required (RFC 9110, section 15.5.22). */
    public static final int HTTP_426_UPGRADE_REQUIRED = 426;

    /** Precondition Required (RFC 6585, section 3). */
    public static final int HTTP_428_PRECONDITION_REQUIRED = 428;

    /** Too Many Requests (RFC 6585, section 4). */
    public static final int HTTP_429_TOO_MANY_REQUESTS = 429;

    /** Request Header Fields Too Large (RFC 6585, section 5). */
    public static final int HTTP_431_REQUEST_HEADER_FIELDS_TOO_LARGE = 431;

    /** Unavailable For Legal Reasons (RFC 7725, section 3). */
    public static final int HTTP_451_UNAVAILABLE_FOR_LEGAL_REASONS = 451;

    /** Internal Server Error (RFC 9110, section 15.6.1). */
    public static final int HTTP_500_INTERNAL_SERVER_ERROR = 500;

    /** Not Implemented (RFC 9110, section 15.6.2). */
    public static final int HTTP_501_NOT_IMPLEMENTED = 501;

    /** Bad Gateway (RFC 9110, section 15.6.3). */
    public static final int HTTP_502_BAD_GATEWAY = 502;

    /** Service Unavailable (RFC 9110, section 15.6.4). */
    public static final int HTTP_503_SERVICE_UNAVAILABLE = 503;

    /** Gateway Timeout (RFC 9110, section 15.6.5). */
    public static final int HTTP_504_GATEWAY_TIMEOUT = 504;

    /** HTTP Version Not Supported (RFC 9110, section 15.6.6). */
    public static final int HTTP_505_HTTP_VERSION_NOT_SUPPORTED = 505;

    /** Variant Also Negotiates (RFC 2295, section 8.1). */
    public static final int HTTP_506_VARIANT_ALSO_NEGOTIATES = 506;

    /** Insufficient Storage (RFC 4918, section 11.5). */
    public static final int HTTP_507_INSUFFICIENT_STORAGE = 507;

    /** Loop Detected (RFC 5842, section 7.2). */
    public static final int HTTP_508_LOOP_DETECTED = 508;

    /** Not Extended (RFC 2774, section 7). */
    public static final int HTTP_510_NOT_EXTENDED = 510;

    /** Network Authentication Required (RFC 6585, section 6). */
    public static final int HTTP_511_NETWORK_AUTHENTICATION_REQUIRED = 511;

    /** The purpose of the socket is fulfilled (RFC 6455, section 7.4.1). */
    public static final int WS_1000_NORMAL_CLOSURE = 1000;

    /** The server stops, or the page was left (RFC 6455, section 7.4.1). */
    public static final int WS_1001_GOING_AWAY = 1001;

    /** The other side broke the protocol (RFC 6455, section 7.4.1). */
    public static final int WS_1002_PROTOCOL_ERROR = 1002;

    /** A kind of data that is not taken (RFC 6455, section 7.4.1). */
    public static final int WS_1003_UNSUPPORTED_DATA = 1003;

    /** Never sent: the other side closed without a code (RFC 6455, section 7.4.1). */
    public static final int WS_1005_NO_STATUS_RCVD = 1005;

    /** Never sent: the connection was cut (RFC 6455, section 7.4.1). */
    public static final int WS_1006_ABNORMAL_CLOSURE = 1006;

    /** Data that is not what its kind says, as text that is no UTF-8 (RFC 6455, section 7.4.1). */
    public static final int WS_1007_INVALID_FRAME_PAYLOAD_DATA = 1007;

    /** A message that is against the rules, when no other code fits (RFC 6455, section 7.4.1). */
    public static final int WS_1008_POLICY_VIOLATION = 1008;

    /** A message that is too large (RFC 6455, section 7.4.1). */
    public static final int WS_1009_MESSAGE_TOO_BIG = 1009;

    /** The client needs an extension that the server has not (RFC 6455, section 7.4.1). */
    public static final int WS_1010_MANDATORY_EXT = 1010;

    /** The server failed (RFC 6455, section 7.4.1). */
    public static final int WS_1011_INTERNAL_ERROR = 1011;

    /** The server starts again (IANA registry of close codes). */
    public static final int WS_1012_SERVICE_RESTART = 1012;

    /** The server has too much to do (IANA registry of close codes). */
    public static final int WS_1013_TRY_AGAIN_LATER = 1013;

    /** A server behind this one answered wrongly (IANA registry of close codes). */
    public static final int WS_1014_BAD_GATEWAY = 1014;

    /** Never sent: TLS could not be agreed on (RFC 6455, section 7.4.1). */
    public static final int WS_1015_TLS_HANDSHAKE = 1015;

    private static final Map<Integer, String> PHRASES = Map.ofEntries(
            Map.entry(HTTP_100_CONTINUE, "Continue"),
            Map.entry(HTTP_101_SWITCHING_PROTOCOLS, "Switching Protocols"),
            Map.entry(HTTP_102_PROCESSING, "Processing"),
            Map.entry(HTTP_103_EARLY_HINTS, "Early Hints"),
            Map.entry(HTTP_200_OK, "OK"),
            Map.entry(HTTP_201_CREATED, "Created"),
            Map.entry(HTTP_202_ACCEPTED, "Accepted"),
            Map.entry(HTTP_203_NON_AUTHORITATIVE_INFORMATION, "Non-Authoritative Information"),
            Map.entry(HTTP_204_NO_CONTENT, "No Content"),
            Map.entry(HTTP_205_RESET_CONTENT, "Reset Content"),
            Map.entry(HTTP_206_PARTIAL_CONTENT, "Partial Content"),
            Map.entry(HTTP_207_MULTI_STATUS, "Multi-Status"),
            Map.entry(HTTP_208_ALREADY_REPORTED, "Already Reported"),
            Map.entry(HTTP_226_IM_USED, "IM Used"),
            Map.entry(HTTP_300_MULTIPLE_CHOICES, "Multiple Choices"),
            Map.entry(HTTP_301_MOVED_PERMANENTLY, "Moved Permanently"),
            Map.entry(HTTP_302_FOUND, "Found"),
            Map.entry(HTTP_303_SEE_OTHER, "See Other"),
            Map.entry(HTTP_304_NOT_MODIFIED, "Not Modified"),
            Map.entry(HTTP_305_USE_PROXY, "Use Proxy"),
            Map.entry(HTTP_307_TEMPORARY_REDIRECT, "Temporary Redirect"),
            Map.entry(HTTP_308_PERMANENT_REDIRECT, "Permanent Redirect"),
            Map.entry(HTTP_400_BAD_REQUEST, "Bad Request"),
            Map.entry(HTTP_401_UNAUTHORIZED, "Unauthorized"),
            Map.entry(HTTP_402_PAYMENT_REQUIRED, "Payment Required"),
            Map.entry(HTTP_403_FORBIDDEN, "Forbidden"),
            Map.entry(HTTP_404_NOT_FOUND, "Not Found"),
            Map.entry(HTTP_405_METHOD_NOT_ALLOWED, "Method Not Allowed"),
            Map.entry(HTTP_406_NOT_ACCEPTABLE, "Not Acceptable"),
            Map.entry(HTTP_407_PROXY_AUTHENTICATION_REQUIRED, "Proxy Authentication Required"),
            Map.entry(HTTP_408_REQUEST_TIMEOUT, "Request Timeout"),
            Map.entry(HTTP_409_CONFLICT, "Conflict"),
            Map.entry(HTTP_410_GONE, "Gone"),
            Map.entry(HTTP_411_LENGTH_REQUIRED, "Length Required"),
            Map.entry(HTTP_412_PRECONDITION_FAILED, "Precondition Failed"),
            Map.entry(HTTP_413_CONTENT_TOO_LARGE, "Content Too Large"),
            Map.entry(HTTP_414_URI_TOO_LONG, "URI Too Long"),
            Map.entry(HTTP_415_UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"),
            Map.entry(HTTP_416_RANGE_NOT_SATISFIABLE, "Range Not Satisfiable"),
            Map.entry(HTTP_417_EXPECTATION_FAILED, "Expectation Failed"),
            Map.entry(HTTP_418_IM_A_TEAPOT, "I'm a Teapot"),
            Map.entry(HTTP_421_MISDIRECTED_REQUEST, "Misdirected Request"),
            Map.entry(HTTP_422_UNPROCESSABLE_CONTENT, "Unprocessable Content"),
            Map.entry(HTTP_423_LOCKED, "Locked"),
            Map.entry(HTTP_424_FAILED_DEPENDENCY, "Failed Dependency"),
            Map.entry(HTTP_425_TOO_EARLY, "Too Early"),
            Map.entry(HTTP_426_UPGRADE_REQUIRED, "Upgrade Required"),
            Map.entry(HTTP_428_PRECONDITION_REQUIRED, "Precondition Required"),
            Map.entry(HTTP_429_TOO_MANY_REQUESTS, "Too Many Requests"),
            Map.entry(HTTP_431_REQUEST_HEADER_FIELDS_TOO_LARGE, "Request Header Fields Too Large"),
            Map.entry(HTTP_451_UNAVAILABLE_FOR_LEGAL_REASONS, "Unavailable For Legal Reasons"),
            Map.entry(HTTP_500_INTERNAL_SERVER_ERROR, "Internal Server Error"),
            Map.entry(HTTP_501_NOT_IMPLEMENTED, "Not Implemented"),
            Map.entry(HTTP_502_BAD_GATEWAY, "Bad Gateway"),
            Map.entry(HTTP_503_SERVICE_UNAVAILABLE, "Service Unavailable"),
            Map.entry(HTTP_504_GATEWAY_TIMEOUT, "Gateway Timeout"),
            Map.entry(HTTP_505_HTTP_VERSION_NOT_SUPPORTED, "HTTP Version Not Supported"),
            Map.entry(HTTP_506_VARIANT_ALSO_NEGOTIATES, "Variant Also Negotiates"),
            Map.entry(HTTP_507_INSUFFICIENT_STORAGE, "Insufficient Storage"),
            Map.entry(HTTP_508_LOOP_DETECTED, "Loop Detected"),
            Map.entry(HTTP_510_NOT_EXTENDED, "Not Extended"),
            Map.entry(HTTP_511_NETWORK_AUTHENTICATION_REQUIRED, "Network Authentication Required"));

    private Status() {}

    /** The reason phrase of a status of HTTP, {@code "Not Found"}; {@code ""} for one that has no name here. */
    public static String phrase(int status) {
        return PHRASES.getOrDefault(status, "");
    }
}
