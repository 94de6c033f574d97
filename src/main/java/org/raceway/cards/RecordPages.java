package org.raceway.cards;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.raceway.platform.Texts;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ResponseBody;
import tools.jackson.databind.json.JsonMapper;

/** The phone's page, and the worker that keeps it at hand without a signal. */
@Controller
class RecordPages {
    private static final String SCRIPT = "record.script.";

    private final JsonMapper json;

    RecordPages(JsonMapper json) {
        this.json = json;
    }

    @Requires(Permission.CARDS_RECORD)
    @GetMapping("/record")
    String page(Locale locale, Model model) {
        Texts texts = Texts.of(locale);
        Map<String, String> words = new TreeMap<>();
        for (String key : texts.keys()) {
            if (key.startsWith(SCRIPT)) {
                words.put(key.substring(SCRIPT.length()), texts.get(key));
            }
        }
        for (Step step : Step.values()) {
            words.put("step." + step, texts.get(step.textKey()));
        }
        for (Unit unit : Unit.values()) {
            words.put("unit." + unit, texts.get(unit.textKey()));
        }
        model.addAttribute("words", json.writeValueAsString(words));
        return "cards/record";
    }

    /** The service worker: a file of its own address, because its reach is the folder that it comes from. */
    @SignedIn
    @GetMapping("/record/worker.js")
    @ResponseBody
    ResponseEntity<String> worker() throws IOException {
        return ResponseEntity.ok()
                .contentType(MediaType.valueOf("text/javascript;charset=UTF-8"))
                .cacheControl(CacheControl.noCache())
                .header("Service-Worker-Allowed", "/record")
                .body(new ClassPathResource("org/raceway/cards/worker.js").getContentAsString(StandardCharsets.UTF_8));
    }
}
