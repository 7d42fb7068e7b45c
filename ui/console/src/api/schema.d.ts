// Generated from the OpenAPI file by `npm run generate`; do not edit.

export interface paths {
    "/api/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Requests for approval, newest first */
        get: operations["listApprovals"];
        put?: never;
        /** Asks for a Freight the bus would not propose by itself */
        post: operations["askApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One request */
        get: operations["readApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/decision": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Approves or rejects exactly what was shown */
        post: operations["decideApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/approvals/{id}/reopen": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Asks again after expiry or rejection */
        post: operations["reopenApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Business events, newest first */
        get: operations["listAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Route steps behind an event */
        get: operations["traceAuditEvent"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Streams the filtered events; unfiltered NDJSON carries the seals */
        get: operations["exportAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/head": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed head */
        get: operations["readAuditHead"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Verifies the seal chain now */
        get: operations["verifyAudit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/board": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every project with its stages */
        get: operations["readBoard"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/break-glass": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Promotes past a decision; loud in audit, mail and board */
        post: operations["breakGlass"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Webhook requests, newest first */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One webhook request with headers and body */
        get: operations["readDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Processes a delivery again */
        post: operations["redriveDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/{id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Route steps of a delivery */
        get: operations["traceDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/deliveries/redrive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Processes many deliveries again */
        post: operations["redriveDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server-sent events: board, approval, delivery, promotion, audit, freeze; reset after a gap */
        get: operations["watchEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/figures": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Delivery figures per stage */
        get: operations["readFigures"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/freezes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Freezes in force, or all */
        get: operations["listFreezes"];
        put?: never;
        /** Stops promotions */
        post: operations["setFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/freezes/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a freeze */
        post: operations["liftFreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/lineage/{freight}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One Freight's whole way, in order */
        get: operations["readLineage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in */
        get: operations["readMe"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/policies": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Stage policies as observed */
        get: operations["listPolicies"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promotions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Promotions, newest first */
        get: operations["listPromotions"];
        put?: never;
        /** Promotes to a stage that needs no decision */
        post: operations["startPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/promotions/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Tries a failed promotion again */
        post: operations["retryPromotion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Digests that may not move */
        get: operations["listQuarantine"];
        put?: never;
        /** Quarantines a digest */
        post: operations["setQuarantine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/quarantine/{id}/lift": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a quarantine; not by who set it */
        post: operations["liftQuarantine"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/rollbacks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Returns a stage to an earlier verified Freight */
        post: operations["startRollback"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Camel routes with their counters */
        get: operations["listRoutes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routes/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Resumes a route */
        post: operations["resumeRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/routes/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Suspends a route */
        post: operations["suspendRoute"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/stages/{project}/{stage}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Lifts a broken rollback loop and Kargo's hold */
        post: operations["resumeStage"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/system": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Version, business time and who does not answer */
        get: operations["readSystem"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Route steps; without filter the newest 50 */
        get: operations["listTrace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/why": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Why a Freight is or is not moving into a stage */
        get: operations["readWhy"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/dockerhub/{source}/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a Docker Hub webhook of a named source */
        post: operations["acceptDockerhubFrom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/dockerhub/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a Docker Hub webhook */
        post: operations["acceptDockerhub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/github": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a GitHub webhook */
        post: operations["acceptGithub"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/webhooks/github/{source}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Takes a GitHub webhook of a named source */
        post: operations["acceptGithubFrom"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        Accepted: {
            /** Format: uuid */
            delivery: string;
            /** @enum {string} */
            status: "accepted" | "duplicate";
        };
        Actor: {
            id?: string | null;
            /** @description For persons: with `id` it identifies them */
            issuer?: string | null;
            /** @enum {string} */
            kind: "person" | "system" | "kargo" | "sender";
            name?: string | null;
        };
        /** @description A request for approval */
        Approval: {
            asked?: components["schemas"]["Asked"][] | null;
            because?: components["schemas"]["Because"] | null;
            calendar?: components["schemas"]["Calendar"] | null;
            changes?: components["schemas"]["Changes"] | null;
            /** Format: date-time */
            createdAt: string;
            current?: components["schemas"]["Side"] | null;
            decisions: components["schemas"]["Decision"][];
            evidence: components["schemas"]["Evidence"][];
            /** Format: date-time */
            expiresAt?: string | null;
            fingerprint: string;
            freight: string;
            /** Format: uuid */
            id: string;
            incoming: components["schemas"]["Side"];
            project: string;
            promotion?: components["schemas"]["Promotion"] | null;
            /** Format: uuid */
            reopens?: string | null;
            requested?: components["schemas"]["Requested"] | null;
            require: components["schemas"]["Requirement"][];
            stage: string;
            /** @enum {string} */
            state: "open" | "approved" | "rejected" | "superseded" | "expired" | "withdrawn";
            /**
             * Format: uuid
             * @description The request that took its place
             */
            supersededBy?: string | null;
            you: components["schemas"]["You"];
        };
        /** @description A page of a list; `next` is absent on the last */
        ApprovalPage: {
            items: components["schemas"]["Approval"][];
            next?: string | null;
        };
        Artifact: {
            commit?: string | null;
            digest?: string | null;
            repository: string;
            tag?: string | null;
        };
        Asked: {
            because?: components["schemas"]["Because"] | null;
            may: boolean;
            name?: string | null;
            username: string;
        };
        AskRequest: {
            freight: string;
            project: string;
            reason: components["schemas"]["Reason"];
            stage: string;
        };
        /** @description One business event; `seq` is absent until sealed */
        AuditEvent: {
            action: string;
            actor: components["schemas"]["Actor"];
            after?: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            at: string;
            before?: {
                [key: string]: unknown;
            } | null;
            correlation?: string | null;
            /** Format: uuid */
            delivery?: string | null;
            freight?: string | null;
            /** Format: uuid */
            id: string;
            project?: string | null;
            reason?: string | null;
            /** Format: int64 */
            seq?: number | null;
            stage?: string | null;
            subject: components["schemas"]["Subject"];
        };
        /** @description A page of a list; `next` is absent on the last */
        AuditEventPage: {
            items: components["schemas"]["AuditEvent"][];
            next?: string | null;
        };
        /** @description A reason: slug for machines, sentence for people */
        Because: {
            /** Format: date-time */
            since?: string | null;
            slug: string;
            text: string;
            /** Format: date-time */
            until?: string | null;
        };
        Board: {
            projects: components["schemas"]["BoardProject"][];
        };
        BoardProject: {
            frozen?: components["schemas"]["Frozen"] | null;
            name: string;
            stages: components["schemas"]["BoardStage"][];
        };
        BoardStage: {
            /** @description What people must know about the stage itself: loop-broken and held-by-kargo, which an operator resumes; health-unknown and revision-mismatch */
            alerts?: components["schemas"]["Because"][];
            candidates: components["schemas"]["Candidate"][];
            current?: components["schemas"]["Current"] | null;
            frozen?: components["schemas"]["Frozen"] | null;
            /** @enum {string|null} */
            health?: "Healthy" | "Progressing" | "Unhealthy" | "Unknown" | "NotApplicable" | null;
            /** Format: date-time */
            healthSince?: string | null;
            managed: boolean;
            name: string;
            policy?: string | null;
            promotion?: components["schemas"]["RunningPromotion"] | null;
            upstream: string[];
        };
        /** @description How something came about */
        By: {
            actors?: string[] | null;
            /** @enum {string} */
            kind: "automatic" | "approval" | "manual" | "rollback" | "break-glass" | "external";
            /** Format: uuid */
            request?: string | null;
        };
        Calendar: {
            freezes: components["schemas"]["Freeze"][];
            /** Format: date-time */
            nextChange?: string | null;
            openNow: boolean;
        };
        Candidate: {
            alias?: string | null;
            artifacts: components["schemas"]["Artifact"][];
            because?: components["schemas"]["Because"] | null;
            freight: string;
            origin?: string | null;
            /** Format: uuid */
            request?: string | null;
            /** @enum {string} */
            state: "asking" | "approved" | "promoting" | "held" | "failed";
        };
        /** @description How a request differs from what was shown */
        Changed: {
            differs?: string[] | null;
            fingerprint: string;
        };
        Changes: {
            /** Format: int32 */
            additions?: number | null;
            because?: components["schemas"]["Because"] | null;
            commits: components["schemas"]["Commit"][];
            /** Format: int32 */
            deletions?: number | null;
            /** @enum {string} */
            status: "complete" | "partial" | "unavailable" | "diverged";
        };
        Commit: {
            authors: components["schemas"]["CommitAuthor"][];
            pullRequest?: components["schemas"]["PullRequest"] | null;
            sha: string;
            title?: string | null;
            url?: string | null;
        };
        CommitAuthor: {
            login?: string | null;
            name?: string | null;
        };
        Count: {
            /** Format: int64 */
            count: number;
        };
        /** @description What runs in the stage */
        Current: {
            artifacts: components["schemas"]["Artifact"][];
            by?: components["schemas"]["By"] | null;
            origins: components["schemas"]["Origin"][];
            /** Format: date-time */
            since?: string | null;
        };
        DayFigure: {
            /** Format: date */
            date: string;
            /** Format: int64 */
            deployments: number;
            /** Format: int64 */
            failures: number;
        };
        Decision: {
            actor: components["schemas"]["Person"];
            /** Format: date-time */
            at: string;
            comment?: string | null;
            /** @enum {string} */
            decision: "approve" | "reject";
            role?: string | null;
        };
        DecisionRequest: {
            comment?: string | null;
            /** @enum {string} */
            decision: "approve" | "reject";
            /** @description The fingerprint the page showed */
            fingerprint: string;
        };
        /** @description One webhook request. Lists carry neither `headers` nor `body.text`. */
        Delivery: {
            /** Format: int32 */
            attempts: number;
            body?: components["schemas"]["DeliveryBody"] | null;
            correlation?: string | null;
            deliveryId?: string | null;
            /** Format: int32 */
            duplicates: number;
            error?: components["schemas"]["DeliveryError"] | null;
            event: string;
            headers?: {
                [key: string]: string;
            } | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            nextAttemptAt?: string | null;
            /** Format: date-time */
            receivedAt: string;
            /** @enum {string} */
            source: "github" | "dockerhub" | "repair";
            sourceName: string;
            /** @enum {string} */
            status: "new" | "running" | "retry" | "done" | "dead";
            verdict?: components["schemas"]["DeliveryVerdict"] | null;
        };
        DeliveryBody: {
            /** Format: int64 */
            bytes: number;
            sha256: string;
            /** @description Absent in lists and after retention */
            text?: string | null;
        };
        DeliveryError: {
            detail: string;
            /** @description JSON pointer of the member with the wrong type */
            path?: string | null;
            slug: string;
        };
        DeliveryFilter: {
            event?: string;
            /** Format: date-time */
            from?: string;
            q?: string;
            repository?: string;
            /** @enum {string} */
            source?: "github" | "dockerhub" | "repair";
            /** @enum {string} */
            status?: "new" | "running" | "retry" | "done" | "dead";
            /** Format: date-time */
            to?: string;
        };
        DeliveryFreight: {
            freight?: string | null;
            how: string;
            project: string;
            warehouse: string;
        };
        /** @description A page of a list; `next` is absent on the last */
        DeliveryPage: {
            items: components["schemas"]["Delivery"][];
            next?: string | null;
        };
        /** @description What the delivery became */
        DeliveryVerdict: {
            artifacts?: components["schemas"]["Artifact"][] | null;
            /** @description What else the payload said, by kind */
            facts?: {
                [key: string]: unknown;
            } | null;
            freights?: components["schemas"]["DeliveryFreight"][] | null;
            /** @enum {string} */
            kind: "artifact" | "commit" | "merge" | "evidence" | "ping" | "ignored";
            reason?: string | null;
        };
        /** @description `detail` says why it is away */
        Dependency: {
            detail?: string | null;
            name: string;
            /** Format: date-time */
            since: string;
            up: boolean;
        };
        /** @description Median and 90th percentile of durations */
        DurationFigure: {
            /** Format: duration */
            median?: string | null;
            /** Format: duration */
            p90?: string | null;
            /** Format: int64 */
            samples: number;
        };
        Evidence: {
            /** Format: date-time */
            healthySince?: string | null;
            stage: string;
            /** Format: date-time */
            verifiedAt?: string | null;
        };
        FailureFigure: {
            /** Format: int64 */
            failed: number;
            rate?: number | null;
            /** Format: int64 */
            total: number;
        };
        /** @description Delivery figures; without filter all projects, last 30 days */
        Figures: {
            /** Format: date-time */
            from: string;
            stages: components["schemas"]["StageFigures"][];
            /** Format: date-time */
            to: string;
        };
        /** @description Null `project` means all projects, null `stage` all stages */
        Freeze: {
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            liftedAt?: string | null;
            liftedBy?: string | null;
            project?: string | null;
            reason: string;
            /** Format: date-time */
            setAt: string;
            setBy: string;
            stage?: string | null;
            /** Format: date-time */
            until?: string | null;
        };
        /** @description A page of a list; `next` is absent on the last */
        FreezePage: {
            items: components["schemas"]["Freeze"][];
            next?: string | null;
        };
        Frozen: {
            /** Format: uuid */
            id?: string | null;
            reason: string;
            /** Format: date-time */
            setAt?: string | null;
            setBy?: string | null;
            /** Format: date-time */
            until?: string | null;
        };
        /** @description The signed head */
        Head: {
            /** Format: date-time */
            at: string;
            hash: string;
            keyId: string;
            /** Format: int64 */
            seal: number;
            /** Format: int64 */
            seq: number;
            signature: string;
        };
        Lineage: {
            artifacts: components["schemas"]["Artifact"][];
            events: components["schemas"]["LineageEvent"][];
            freight: string;
        };
        LineageEvent: {
            actor?: components["schemas"]["Actor"] | null;
            /** Format: date-time */
            at: string;
            /** Format: int64 */
            durationMs?: number | null;
            /** @enum {string} */
            kind: "delivery" | "artifact" | "freight" | "available" | "requested" | "reminded" | "decided" | "superseded" | "expired" | "promotion" | "verified" | "health" | "rollback" | "quarantine";
            /** @description Id of the delivery, request or promotion, by kind */
            ref?: string | null;
            stage?: string | null;
            text: string;
        };
        /** @description The person behind the session or token */
        Me: {
            /** Format: date-time */
            authTime?: string | null;
            locale?: string | null;
            name: string;
            roles: string[];
            subject: string;
            username: string;
        };
        Origin: {
            alias?: string | null;
            freight: string;
            origin: string;
        };
        Person: {
            name?: string | null;
            subject?: string | null;
            username?: string | null;
        };
        Policy: {
            because?: string | null;
            name: string;
            project: string;
            ready: boolean;
            spec: {
                [key: string]: unknown;
            };
        };
        /** @description A page of a list; `next` is absent on the last */
        PolicyPage: {
            items: components["schemas"]["Policy"][];
            next?: string | null;
        };
        /** @description RFC 9457 problem details; `type` ends with the slug. Extra members depend on the slug. */
        Problem: {
            /**
             * Format: uuid
             * @description superseded: the newer request
             */
            by?: string;
            detail?: string;
            /** @description bad-request: the field that is wrong */
            field?: string;
            instance?: string;
            /** @description step-up: address that forces a fresh login */
            login?: string;
            /** @description changed: what the request looks like now */
            now?: components["schemas"]["Changed"];
            /** Format: int32 */
            status: number;
            title: string;
            /** Format: uri */
            type: string;
        } & {
            [key: string]: unknown;
        };
        Promotion: {
            attempt?: string | null;
            /** Format: date-time */
            createdAt?: string | null;
            /** Format: date-time */
            finishedAt?: string | null;
            freight: string;
            /** Format: uuid */
            id?: string | null;
            kargoName?: string | null;
            message?: string | null;
            /** @description Kargo's phase, or Creating until Kargo has it */
            phase: string;
            project: string;
            /** Format: uuid */
            request?: string | null;
            requestedBy: components["schemas"]["RequestedBy"];
            stage: string;
            /** Format: date-time */
            startedAt?: string | null;
        };
        /** @description A page of a list; `next` is absent on the last */
        PromotionPage: {
            items: components["schemas"]["Promotion"][];
            next?: string | null;
        };
        PullRequest: {
            /** Format: int32 */
            number: number;
            title?: string | null;
            url?: string | null;
        };
        Quarantine: {
            digest: string;
            group?: string | null;
            /** Format: uuid */
            id: string;
            /** Format: date-time */
            liftedAt?: string | null;
            liftedBy?: string | null;
            /** @description Where a rollback found it bad; held there and after it. Null for what a person set, which is held everywhere */
            project?: string | null;
            reason: string;
            repository?: string | null;
            /** Format: date-time */
            setAt: string;
            setBy: string;
            stage?: string | null;
        };
        /** @description A page of a list; `next` is absent on the last */
        QuarantinePage: {
            items: components["schemas"]["Quarantine"][];
            next?: string | null;
        };
        Reason: string;
        RedriveMany: {
            filter: components["schemas"]["DeliveryFilter"];
            reason: components["schemas"]["Reason"];
        };
        /** @description Who asked for it, when it was a person */
        Requested: {
            by: string;
            reason: string;
        };
        RequestedBy: {
            actors?: string[] | null;
            /** @enum {string} */
            kind: "automatic" | "approval" | "manual" | "rollback" | "break-glass" | "external";
        };
        Requirement: {
            /** Format: int32 */
            count: number;
            /** Format: int32 */
            met: number;
            role: string;
        };
        RollbackRequest: {
            project: string;
            reason: components["schemas"]["Reason"];
            stage: string;
            /** @description Freight to return to; null = the newest earlier verified one */
            to?: string | null;
        };
        Route: {
            /** Format: int64 */
            completed: number;
            /** Format: int64 */
            failed: number;
            id: string;
            /** Format: int64 */
            inflight: number;
            p95Ms?: number | null;
            state: string;
        };
        /** @description A page of a list; `next` is absent on the last */
        RoutePage: {
            items: components["schemas"]["Route"][];
            next?: string | null;
        };
        RunningPromotion: {
            freight?: string | null;
            name: string;
            phase: string;
            /** Format: date-time */
            startedAt?: string | null;
        };
        SetFreeze: {
            project?: string | null;
            reason: components["schemas"]["Reason"];
            stage?: string | null;
            /** Format: date-time */
            until?: string | null;
        };
        SetQuarantine: {
            digest: string;
            reason: components["schemas"]["Reason"];
        };
        /** @description One side of the change */
        Side: {
            alias?: string | null;
            artifacts: components["schemas"]["Artifact"][];
            freight: string;
        };
        StageFigures: {
            changeFailure: components["schemas"]["FailureFigure"];
            days: components["schemas"]["DayFigure"][];
            /** Format: int64 */
            deployments: number;
            deploymentsPerDay: number;
            leadTime: components["schemas"]["DurationFigure"];
            project: string;
            stage: string;
            timeToRestore: components["schemas"]["DurationFigure"];
            waitingForApproval: components["schemas"]["DurationFigure"];
        };
        Subject: {
            id: string;
            kind: string;
        };
        /** @description `now` is business time; `clockAdjustable` is never true in production */
        System: {
            clockAdjustable: boolean;
            dependencies: components["schemas"]["Dependency"][];
            /** Format: date-time */
            now: string;
            version: string;
        };
        /** @description `dropped` counts steps that were not recorded */
        Trace: {
            /** Format: int64 */
            dropped: number;
            items: components["schemas"]["TraceStep"][];
            next?: string | null;
        };
        TraceStep: {
            /** @description Joins the steps of one cause */
            correlation?: string | null;
            detail?: string | null;
            durationMs: number;
            /** @enum {string} */
            outcome: "ok" | "failed" | "retried";
            route: string;
            /** Format: date-time */
            startedAt: string;
            step: string;
        };
        /** @description State of the seal chain */
        Verification: {
            /** Format: date-time */
            at?: string | null;
            because?: string | null;
            /** Format: int64 */
            firstBad?: number | null;
            head?: string | null;
            ok: boolean;
            /** Format: int64 */
            through?: number | null;
        };
        /** @description Why a Freight is or is not moving */
        Why: {
            freight: string;
            project: string;
            reasons: components["schemas"]["WhyReason"][];
            stage: string;
            state: string;
        };
        WhyReason: {
            detail?: {
                [key: string]: unknown;
            } | null;
            /** Format: date-time */
            since?: string | null;
            slug: string;
            text: string;
            /** Format: date-time */
            until?: string | null;
        };
        WithReason: {
            reason: components["schemas"]["Reason"];
        };
        /** @description Whether the asking person may decide, and if not, why */
        You: {
            because?: components["schemas"]["Because"] | null;
            may: boolean;
        };
    };
    responses: {
        /** @description Problem details */
        Problem: {
            headers: {
                [name: string]: unknown;
            };
            content: {
                "application/problem+json": components["schemas"]["Problem"];
            };
        };
    };
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listApprovals: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
                /** @description Open ones the asking person may decide */
                mine?: boolean;
                project?: string;
                stage?: string;
                state?: "open" | "approved" | "rejected" | "superseded" | "expired" | "withdrawn";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    askApproval: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRequest"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    decideApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DecisionRequest"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            422: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    reopenApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listAudit: {
        parameters: {
            query?: {
                /** @description Prefix */
                action?: string;
                actor?: string;
                correlation?: string;
                cursor?: string;
                delivery?: string;
                freight?: string;
                from?: string;
                limit?: number;
                order?: "asc" | "desc";
                project?: string;
                q?: string;
                stage?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditEventPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    traceAuditEvent: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    exportAudit: {
        parameters: {
            query?: {
                /** @description Prefix */
                action?: string;
                actor?: string;
                correlation?: string;
                delivery?: string;
                format?: "ndjson" | "csv";
                freight?: string;
                from?: string;
                project?: string;
                q?: string;
                stage?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
                    "text/csv": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readAuditHead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Head"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    verifyAudit: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Verification"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readBoard: {
        parameters: {
            query?: {
                project?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    breakGlass: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                cursor?: string;
                event?: string;
                from?: string;
                limit?: number;
                order?: "asc" | "desc";
                q?: string;
                repository?: string;
                source?: "github" | "dockerhub" | "repair";
                status?: "new" | "running" | "retry" | "done" | "dead";
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    redriveDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    traceDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    redriveDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RedriveMany"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Count"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    watchEvents: {
        parameters: {
            query?: never;
            header?: {
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readFigures: {
        parameters: {
            query?: {
                from?: string;
                project?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Figures"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listFreezes: {
        parameters: {
            query?: {
                all?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FreezePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    setFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetFreeze"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    liftFreeze: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Freeze"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readLineage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                freight: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Lineage"];
                };
            };
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readMe: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Me"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listPolicies: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PolicyPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listPromotions: {
        parameters: {
            query?: {
                cursor?: string;
                freight?: string;
                limit?: number;
                project?: string;
                stage?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotionPage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    startPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AskRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    retryPromotion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listQuarantine: {
        parameters: {
            query?: {
                all?: boolean;
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuarantinePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    setQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SetQuarantine"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    liftQuarantine: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Quarantine"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    startRollback: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackRequest"];
            };
        };
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Promotion"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listRoutes: {
        parameters: {
            query?: {
                cursor?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RoutePage"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    resumeRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Route"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    suspendRoute: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Route"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    resumeStage: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project: string;
                stage: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithReason"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            409: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readSystem: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["System"];
                };
            };
            401: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    listTrace: {
        parameters: {
            query?: {
                correlation?: string;
                cursor?: string;
                from?: string;
                limit?: number;
                outcome?: "ok" | "failed" | "retried";
                route?: string;
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Trace"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    readWhy: {
        parameters: {
            query: {
                freight: string;
                project: string;
                stage: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Why"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asked by a script (Accept: application/json): where to go on to, which ends the session at the identity provider too */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: uri */
                        location: string;
                    };
                };
            };
            /** @description Asked by a form: on to the identity provider's logout */
            302: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            401: components["responses"]["Problem"];
            403: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    acceptDockerhubFrom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    acceptDockerhub: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    acceptGithub: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
    acceptGithubFrom: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                source: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Accepted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Accepted"];
                };
            };
            400: components["responses"]["Problem"];
            401: components["responses"]["Problem"];
            404: components["responses"]["Problem"];
            413: components["responses"]["Problem"];
            415: components["responses"]["Problem"];
            429: components["responses"]["Problem"];
            503: components["responses"]["Problem"];
            default: components["responses"]["Problem"];
        };
    };
}
