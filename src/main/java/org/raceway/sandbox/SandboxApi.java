package org.raceway.sandbox;

import org.raceway.access.Permission;
import org.raceway.access.Requires;
import org.raceway.access.SignedIn;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The simulated cluster for machines. */
@RestController
@SignedIn
@RequestMapping("/api/v1/sandbox")
class SandboxApi {
    private final SandboxLoader loader;

    SandboxApi(SandboxLoader loader) {
        this.loader = loader;
    }

    /** How far it is, and what to try. */
    @GetMapping
    SandboxProgress progress() {
        return loader.progress();
    }

    /** Stops loading after the documents under way; the operator's. */
    @PostMapping("/stop")
    @Requires(Permission.SANDBOX_CONTROL)
    ResponseEntity<Void> stop() {
        loader.stop();
        return ResponseEntity.accepted().build();
    }

    /** Goes on with a load that was stopped or failed; the operator's. 409 when there is none. */
    @PostMapping("/continue")
    @Requires(Permission.SANDBOX_CONTROL)
    ResponseEntity<Void> goOn() {
        return loader.goOn()
                ? ResponseEntity.accepted().build()
                : ResponseEntity.status(409).build();
    }
}
