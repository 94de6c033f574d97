package org.raceway.traceability;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.raceway.access.Caller;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** The capture interface of EPCIS 2.0 clause 12.6. */
@RestController
@Requires(Permission.EVENTS_READ)
@RequestMapping("/epcis/capture")
class CaptureController {
    static final String BEHAVIOUR = "GS1-Capture-Error-Behaviour";

    private static final int DEFAULT_PER_PAGE = 30;
    private static final int MAXIMUM_PER_PAGE = 1_000;
    private static final String QUERY = "capture jobs";

    private final Capture capture;
    private final CaptureBudget budget;
    private final CaptureJobs jobs;
    private final CaptureSettings settings;
    private final PageTokens tokens;

    CaptureController(
            Capture capture, CaptureBudget budget, CaptureJobs jobs, CaptureSettings settings, PageTokens tokens) {
        this.capture = capture;
        this.budget = budget;
        this.jobs = jobs;
        this.settings = settings;
        this.tokens = tokens;
    }

    /** Captures a document; the job that {@code Location} names is finished when this answers. */
    @Requires(Permission.EVENTS_CAPTURE)
    @PostMapping
    ResponseEntity<Void> capture(
            @RequestHeader(name = BEHAVIOUR, defaultValue = "rollback") String behaviour,
            @RequestHeader(name = HttpHeaders.CONTENT_TYPE, defaultValue = "") String mediaType,
            Caller caller,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        UUID owner = owner(caller);
        CaptureBehaviour chosen = behaviour(behaviour);
        try (CaptureBudget.Body body = budget.read(request, response)) {
            CaptureJob job = capture.capture(owner, Maker.of(caller), body.bytes(), mediaType, chosen, mediaType);
            return standard(ResponseEntity.accepted())
                    .location(URI.create("/epcis/capture/" + job.id()))
                    .build();
        }
    }

    /** The caller's jobs, the newest first. */
    @GetMapping
    ResponseEntity<List<Map<String, Object>>> list(
            @RequestParam(defaultValue = "" + DEFAULT_PER_PAGE) int perPage,
            @RequestParam @Nullable String nextPageToken,
            Caller caller,
            Locale locale,
            HttpServletRequest request) {
        UUID owner = owner(caller);
        String bound = QUERY + owner;
        if (perPage < 1) {
            throw new CaptureRefusedException(CaptureProblem.BAD_PARAMETER, "perPage", perPage);
        }
        int limit = Math.min(perPage, MAXIMUM_PER_PAGE);
        UUID before =
                nextPageToken == null ? null : tokens.read(nextPageToken, bound).event();
        List<CaptureJob> found = jobs.page(scope(caller), before, limit + 1);
        List<CaptureJob> page = found.size() > limit ? found.subList(0, limit) : found;
        ResponseEntity.BodyBuilder answer = standard(ResponseEntity.ok());
        if (found.size() > limit) {
            Pages.link(
                    answer,
                    request,
                    tokens.sign(new PageTokens.Place(0, page.getLast().id(), -1), bound));
        }
        return answer.body(page.stream().map(job -> rendered(job, locale)).toList());
    }

    /** One of the caller's jobs. */
    @GetMapping("/{id}")
    ResponseEntity<Map<String, Object>> job(@PathVariable String id, Caller caller, Locale locale) {
        UUID capture;
        try {
            capture = UUID.fromString(id);
        } catch (IllegalArgumentException e) {
            throw new CaptureRefusedException(e, CaptureProblem.NO_SUCH_JOB);
        }
        CaptureJob job = jobs.find(scope(caller), capture)
                .orElseThrow(() -> new CaptureRefusedException(CaptureProblem.NO_SUCH_JOB));
        return standard(ResponseEntity.ok()).body(rendered(job, locale));
    }

    /** What this interface takes. */
    @SignedIn
    @RequestMapping(method = RequestMethod.OPTIONS)
    ResponseEntity<Void> discover() {
        return standard(ResponseEntity.status(HttpStatus.NO_CONTENT))
                .allow(HttpMethod.OPTIONS, HttpMethod.GET, HttpMethod.POST)
                .header("GS1-EPCIS-Min", "1.2")
                .header("GS1-EPCIS-Max", "2.0.0")
                .header("GS1-CBV-Min", "1.2")
                .header("GS1-CBV-Max", "2.0.0")
                .header("GS1-EPCIS-Capture-Limit", String.valueOf(settings.events()))
                .header(
                        "GS1-EPCIS-Capture-File-Size-Limit",
                        String.valueOf(settings.bytes().toBytes()))
                .header(BEHAVIOUR, "rollback, proceed")
                .header("GS1-EPC-Format", "Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates, No_Preference")
                .build();
    }

    /** The caller's own enterprise only, also for who sees more. */
    private static EventScope scope(Caller caller) {
        UUID owner = owner(caller);
        EventScope scope = EventScope.of(caller);
        return scope.owner() == null ? new EventScope(owner, null) : scope;
    }

    static UUID owner(Caller caller) {
        UUID enterprise = caller.enterprise();
        if (enterprise == null) {
            throw new CaptureRefusedException(CaptureProblem.NO_ENTERPRISE);
        }
        return enterprise;
    }

    static <B extends ResponseEntity.HeadersBuilder<B>> B standard(B builder) {
        return builder.header("GS1-EPCIS-Version", "2.0.0").header("GS1-CBV-Version", "2.0.0");
    }

    private static CaptureBehaviour behaviour(String header) {
        for (CaptureBehaviour behaviour : CaptureBehaviour.values()) {
            if (behaviour.headerValue().equals(header)) {
                return behaviour;
            }
        }
        throw new CaptureRefusedException(CaptureProblem.BAD_HEADER, BEHAVIOUR, header);
    }

    private static Map<String, Object> rendered(CaptureJob job, Locale locale) {
        Map<String, Object> rendered = new LinkedHashMap<>();
        rendered.put("captureID", job.id().toString());
        rendered.put("createdAt", job.createdAt().toString());
        rendered.put("finishedAt", job.finishedAt().toString());
        rendered.put("running", false);
        rendered.put("success", job.success());
        rendered.put("captureErrorBehaviour", job.behaviour().headerValue());
        rendered.put("errors", RenderedErrors.of(job.errors(), locale));
        rendered.put("events", job.events());
        rendered.put("stored", job.stored());
        rendered.put("repeated", job.repeated());
        rendered.put("source", job.source());
        return rendered;
    }

    /** Links between pages. */
    static final class Pages {
        private Pages() {}

        static void link(ResponseEntity.BodyBuilder answer, HttpServletRequest request, String token) {
            String next = ServletUriComponentsBuilder.fromRequest(request)
                    .replaceQueryParam("nextPageToken", token)
                    .build()
                    .toUriString();
            answer.header(HttpHeaders.LINK, "<" + next + ">; rel=\"next\"");
        }
    }
}
