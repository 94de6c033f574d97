package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.enterprises.Enterprise;
import org.raceway.enterprises.Enterprises;
import org.raceway.identifiers.gs1.GcpLengths;
import org.raceway.traceability.epcis.EpcisJson;
import org.raceway.traceability.epcis.EpcisXml;
import org.raceway.traceability.epcis.Event;
import org.raceway.traceability.epcis.EventForms;
import org.raceway.traceability.epcis.EventHash;
import org.raceway.traceability.epcis.Rule;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * The events resource of EPCIS 2.0 clauses 12.6 and 12.8. A caller sees the events that its enterprise captured; the
 * cluster's operator sees all.
 */
@RestController
@Requires(Permission.EVENTS_READ)
@RequestMapping("/epcis/events")
class EventsController {
    private static final String FORMAT = "GS1-EPC-Format";
    private static final String TERM_FORMAT = "GS1-CBV-XML-Format";
    private static final String EXTENSIONS = "GS1-Extensions";
    private static final String LINKED_JSON = "application/ld+json";
    /** An event ID in hash form has slashes, which a path can't hold: its digits stand for it. */
    private static final Pattern HASH_DIGITS = Pattern.compile("[0-9a-f]{64}");

    private static final String HASH_URL = "/epcis/events/";

    private final Capture capture;
    private final CaptureBudget budget;
    private final EventQueries queries;
    private final Clock clock;
    private final GcpLengths lengths;

    EventsController(
            Capture capture, CaptureBudget budget, EventQueries queries, Enterprises enterprises, Clock clock) {
        this.capture = capture;
        this.budget = budget;
        this.queries = queries;
        this.clock = clock;
        lengths = digits -> enterprises
                .byGs1Digits(digits)
                .map(Enterprise::gs1Prefix)
                .map(prefix -> OptionalInt.of(prefix.length()))
                .orElse(OptionalInt.empty());
    }

    /** Captures one event. */
    @PostMapping
    @Requires(Permission.EVENTS_CAPTURE)
    ResponseEntity<Void> create(
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String mediaType,
            Caller caller,
            Locale locale,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        try (CaptureBudget.Body body = budget.read(request, response)) {
            Capture.SingleCapture single = capture.captureEvent(
                    CaptureController.owner(caller), Maker.of(caller), body.bytes(), mediaType, mediaType);
            Event event = single.event();
            if (event == null || !single.violations().isEmpty()) {
                boolean taken = single.violations().stream().anyMatch(wrong -> wrong.rule() == Rule.EVENT_ID_TAKEN);
                throw new CaptureRefusedException(
                        taken ? CaptureProblem.EVENT_EXISTS : CaptureProblem.INVALID,
                        RenderedErrors.of(single.violations(), locale));
            }
            return CaptureController.standard(ResponseEntity.created(location(event)))
                    .build();
        }
    }

    /** The events that the query parameters ask for. */
    @GetMapping(produces = {"application/json", LINKED_JSON, "application/xml", "text/xml"})
    ResponseEntity<byte[]> query(
            @RequestHeader(name = FORMAT, defaultValue = "Always_GS1_Digital_Link") String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.APPLICATION_JSON_VALUE) String accept,
            @RequestHeader(name = EXTENSIONS, defaultValue = "") String extensions,
            Caller caller,
            HttpServletRequest request) {
        return answer(EventQuery.of(request.getParameterMap(), extensions), format, accept, caller, request, false);
    }

    /** The event with this event ID, and the error declarations of it. */
    @GetMapping(
            path = "/{eventId}",
            produces = {"application/json", LINKED_JSON, "application/xml", "text/xml"})
    ResponseEntity<byte[]> event(
            @PathVariable String eventId,
            @RequestHeader(name = FORMAT, defaultValue = "Always_GS1_Digital_Link") String format,
            @RequestHeader(name = HttpHeaders.ACCEPT, defaultValue = MediaType.APPLICATION_JSON_VALUE) String accept,
            @RequestHeader(name = EXTENSIONS, defaultValue = "") String extensions,
            Caller caller,
            HttpServletRequest request) {
        Map<String, String[]> parameters = new HashMap<>(request.getParameterMap());
        parameters.put("EQ_eventID", new String[] {
            HASH_DIGITS.matcher(eventId).matches() ? "ni:///sha-256;" + eventId + "?ver=CBV2.0" : eventId
        });
        return answer(EventQuery.of(parameters, extensions), format, accept, caller, request, true);
    }

    private ResponseEntity<byte[]> answer(
            EventQuery query,
            String format,
            String accept,
            Caller caller,
            HttpServletRequest request,
            boolean required) {
        UnaryOperator<Event> form = form(format);
        boolean termsAsUrns = termsAsUrns(request.getHeader(TERM_FORMAT));
        EventQueries.Page page =
                queries.page(query, caller.enterprise(), EventScope.of(caller).makers());
        if (required && page.events().isEmpty()) {
            throw new CaptureRefusedException(CaptureProblem.NO_SUCH_EVENT);
        }
        List<Event> events =
                page.events().stream().map(StoredEvent::complete).map(form).toList();
        ResponseEntity.BodyBuilder answer = CaptureController.standard(ResponseEntity.ok())
                .header(FORMAT, format)
                .varyBy(FORMAT, TERM_FORMAT, HttpHeaders.ACCEPT);
        String token = page.nextPageToken();
        if (token != null) {
            CaptureController.Pages.link(answer, request, token);
        }
        OffsetDateTime created = clock.instant().truncatedTo(ChronoUnit.MILLIS).atOffset(ZoneOffset.UTC);
        boolean xml = MediaType.parseMediaTypes(accept).stream()
                .filter(type -> !type.isWildcardType())
                .findFirst()
                .map(type -> type.getSubtype().equals("xml"))
                .orElse(false);
        if (xml) {
            return answer.header(TERM_FORMAT, termsAsUrns ? "Always_URN" : "Always_Web_URI")
                    .contentType(MediaType.APPLICATION_XML)
                    .body(EpcisXml.writeQueryDocument(events, created, termsAsUrns));
        }
        MediaType type =
                accept.contains(LINKED_JSON) ? MediaType.parseMediaType(LINKED_JSON) : MediaType.APPLICATION_JSON;
        return answer.contentType(type).body(EpcisJson.writeQueryDocument(events, created));
    }

    private UnaryOperator<Event> form(String format) {
        return switch (format) {
            case "Always_GS1_Digital_Link" -> EventForms::toDigitalLink;
            case "Always_EPC_URN" -> event -> EventForms.toUrn(event, lengths);
            case "Never_Translates", "No_Preference" -> UnaryOperator.identity();
            default -> throw new CaptureRefusedException(CaptureProblem.BAD_HEADER, FORMAT, format);
        };
    }

    /** Only for XML; the form that terms were sent in is not kept. */
    private static boolean termsAsUrns(@Nullable String format) {
        return switch (format) {
            case null -> false;
            case "No_Preference", "Always_Web_URI" -> false;
            case "Always_URN" -> true;
            default -> throw new CaptureRefusedException(CaptureProblem.BAD_HEADER, TERM_FORMAT, format);
        };
    }

    private static URI location(Event event) {
        String id = event.eventId();
        if (id == null || id.startsWith("ni:///")) {
            String hash = EventHash.of(event);
            int start = hash.indexOf(';') + 1;
            return URI.create(HASH_URL + hash.substring(start, hash.indexOf('?')));
        }
        return id.contains("/")
                ? URI.create("/epcis/events?EQ_eventID=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                : URI.create(HASH_URL + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }
}
