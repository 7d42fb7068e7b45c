-- What a clock that was set back left waiting in the future is looked for every few seconds, and is hardly ever there.
CREATE INDEX lane_not_before ON lane (not_before) WHERE not_before IS NOT NULL;
CREATE INDEX notification_report_claimed ON notification_report (claimed_until) WHERE claimed_until IS NOT NULL;
