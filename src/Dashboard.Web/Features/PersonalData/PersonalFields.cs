using Dashboard.Web.Platform;

namespace Dashboard.Web.Features.PersonalData;

/// <summary>
/// Everything that this program keeps about people, in one place: the document docs/personal-data.md and the privacy page are made
/// from it. A column that is neither here nor among <see cref="OtherColumns"/> fails a test.
/// </summary>
internal static class PersonalFields
{
    public static IReadOnlyList<PersonalField> All { get; } =
    [
        new(
            "account",
            PersonalPurpose.Accounts,
            PersonalAudience.AccountAndAdministrators,
            PersonalErasure.Erased,
            Of(
                "accounts",
                "id user_name normalized_user_name email normalized_email email_confirmed phone_number phone_number_confirmed role organisation_id created_at disabled_at last_sign_in_at"
            )
        )
        {
            Setting = "PersonalData:KeepEndedAccountsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "sign-in",
            PersonalPurpose.Accounts,
            PersonalAudience.Operator,
            PersonalErasure.Erased,
            [
                .. Of(
                    "accounts",
                    "password_hash security_stamp concurrency_stamp two_factor_enabled lockout_end lockout_enabled access_failed_count"
                ),
                .. Of("account_passkeys", "credential_id user_id data"),
                .. Of("account_tokens", "user_id login_provider name value"),
                .. Of(
                    "account_logins",
                    "user_id login_provider provider_key provider_display_name"
                ),
                .. Of("account_claims", "id user_id claim_type claim_value"),
            ]
        )
        {
            Setting = "PersonalData:KeepEndedAccountsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "invitation",
            PersonalPurpose.Accounts,
            PersonalAudience.Administrators,
            PersonalErasure.Erased,
            Of(
                "invitations",
                "id token_hash name role organisation_id invited_by created_at expires_at used_at"
            )
        )
        {
            Setting = "PersonalData:KeepInvitationsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "api-key",
            PersonalPurpose.Accounts,
            PersonalAudience.AccountAndAdministrators,
            PersonalErasure.Erased,
            Of("api_keys", "id account_id hash prefix scope created_at revoked_at last_used_at")
        )
        {
            Setting = "PersonalData:KeepEndedAccountsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "batch-request",
            PersonalPurpose.Accounts,
            PersonalAudience.AccountAndAdministrators,
            PersonalErasure.Erased,
            Of(
                "batch_requests",
                "id request_id account_id name domains rejected submitted_at cancelled_at round_id attempts try_again_at failed_at"
            )
        )
        {
            Setting = "PersonalData:KeepEndedAccountsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "audit",
            PersonalPurpose.Accounts,
            PersonalAudience.Administrators,
            PersonalErasure.Pseudonym,
            [
                .. Of("audit_entries", "id at actor action subject before after"),
                .. Of("register_imports", "staged_by applied_by"),
            ]
        )
        {
            Setting = "PersonalData:KeepAuditFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "notice-address",
            PersonalPurpose.Notices,
            PersonalAudience.Holder,
            PersonalErasure.Erased,
            Of(
                "mail_recipients",
                "id digest address own_id return_token created_at opted_out_at stopped_at stop_reply"
            )
        )
        {
            Job = NightlyJobNames.ExpireNotices,
        },
        new(
            "notice-subscription",
            PersonalPurpose.Notices,
            PersonalAudience.Holder,
            PersonalErasure.Erased,
            Of(
                "subscriptions",
                "id recipient_id target target_key language account_id created_at confirm_digest confirm_until confirmed_at seen_event"
            )
        )
        {
            Job = NightlyJobNames.ExpireNotices,
        },
        new(
            "notice-message",
            PersonalPurpose.Notices,
            PersonalAudience.Operator,
            PersonalErasure.Erased,
            Of(
                "mail_outbox",
                "id key recipient_id kind language subject text unsubscribe_path created_at due_at state attempts claimed_until handed_over_at ended_at last_reply"
            )
        )
        {
            Setting = "Mail:KeepFor",
            Job = NightlyJobNames.ExpireNotices,
        },
        new(
            "webhook",
            PersonalPurpose.Notices,
            PersonalAudience.Holder,
            PersonalErasure.CutOut,
            [
                .. Of("webhook_endpoints", "host path_and_query"),
                .. Of("webhook_deliveries", "host body"),
            ]
        )
        {
            Job = NightlyJobNames.ExpireNotices,
        },
        new(
            "campaign-address",
            PersonalPurpose.Notices,
            PersonalAudience.Analysts,
            PersonalErasure.Erased,
            Of(
                "campaign_addresses",
                "id organisation_id recipient_id token source added_at removed_at kept"
            )
        )
        {
            Setting = "Campaigns:KeepAddressesFor",
            Job = NightlyJobNames.ExpireCampaigns,
        },
        new(
            "campaign-text",
            PersonalPurpose.Notices,
            PersonalAudience.Holder,
            PersonalErasure.CutOut,
            Of(
                "campaigns",
                "name list_name writer contact purpose_nl purpose_en consent_nl consent_en"
            )
        ),
        new(
            "visitor",
            PersonalPurpose.Tests,
            PersonalAudience.Operator,
            PersonalErasure.NotStored,
            []
        ),
        new(
            "sender",
            PersonalPurpose.Tests,
            PersonalAudience.LinkHolders,
            PersonalErasure.Erased,
            [
                .. Of(
                    "outbound_sessions",
                    "id test_ids tied_ids local_address started_at ended_at touched_at source_address source_group said_mail evidence"
                ),
                .. Of("outbound_queries", "id test_id at name type dnssec_ok resolver_address"),
                .. Of("outbound_identities", "id test_id session_id at identity"),
                "outbound_tests.verdict",
            ]
        )
        {
            Setting = "OutboundTest:KeepEvidenceFor",
            Job = NightlyJobNames.ExpireEvidence,
        },
        new(
            "tls-report",
            PersonalPurpose.Tests,
            PersonalAudience.Everybody,
            PersonalErasure.Erased,
            [.. Of("tls_reports", "sender"), .. Of("tls_report_policies", "domain")]
        )
        {
            Setting = "TlsReports:KeepFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "dkim-proof",
            PersonalPurpose.Tests,
            PersonalAudience.Everybody,
            PersonalErasure.Stays,
            Of("dkim_proofs", "domain signer selector")
        )
        {
            Job = NightlyJobNames.ExpireEvidence,
        },
        new(
            "server-log",
            PersonalPurpose.Tests,
            PersonalAudience.Operator,
            PersonalErasure.NotStored,
            []
        ),
        new(
            "transcript",
            PersonalPurpose.Tests,
            PersonalAudience.Everybody,
            PersonalErasure.Stays,
            [.. Of("observations", "document"), .. Of("round_pairs", "document")]
        )
        {
            Setting = "InboundTest:KeepTranscriptsFor",
            Job = NightlyJobNames.ExpireTranscripts,
        },
        new(
            "published",
            PersonalPurpose.Tests,
            PersonalAudience.Everybody,
            PersonalErasure.Stays,
            [
                .. Of("observations", "domain"),
                .. Of("verdicts", "document mail_transport"),
                .. Of("round_lookups", "document"),
                .. Of("round_hosts", "document"),
                .. Of("shared_examinations", "document whole"),
                .. Of("certificates", "der"),
                .. Of("inbound_tests", "domain"),
                .. Of("measured_domains", "name"),
                .. Of("outbound_senders", "domain"),
                .. Of("standing_tests", "domain"),
                .. Of("watched_domains", "domain confirmed pending"),
            ]
        ),
        new(
            "standing-test",
            PersonalPurpose.Tests,
            PersonalAudience.LinkHolders,
            PersonalErasure.CutOut,
            ["standing_tests.name"]
        ),
        new(
            "comment",
            PersonalPurpose.Organisations,
            PersonalAudience.AnalystsAndOrganisation,
            PersonalErasure.CutOut,
            Of("round_comments", "text decision_text")
        )
        {
            Setting = "PersonalData:KeepCommentsFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
        new(
            "explanation",
            PersonalPurpose.Organisations,
            PersonalAudience.Everybody,
            PersonalErasure.CutOut,
            Of("explanations", "text author_role")
        ),
        new(
            "round-text",
            PersonalPurpose.Organisations,
            PersonalAudience.Everybody,
            PersonalErasure.CutOut,
            [
                .. Of("rounds", "name list_name notes"),
                .. Of("round_corrections", "reason"),
                .. Of("round_schedules", "name"),
                .. Of("notice_events", "facts"),
                .. Of("provider_aliases", "provider"),
                .. Of("round_provider_names", "provider"),
            ]
        ),
        new(
            "list-text",
            PersonalPurpose.Organisations,
            PersonalAudience.Analysts,
            PersonalErasure.CutOut,
            [
                .. Of("domain_lists", "name description"),
                .. Of("register_imports", "file_name list_name"),
                .. Of("register_import_problems", "text"),
            ]
        ),
        new(
            "register",
            PersonalPurpose.Organisations,
            PersonalAudience.Everybody,
            PersonalErasure.CutOut,
            [
                .. Of("organisations", "name"),
                .. Of("organisation_records", "content"),
                .. Of("organisation_domains", "purpose holder"),
                .. Of("register_import_changes", "name before after"),
                .. Of("round_values", "name"),
            ]
        ),
        new(
            "erasure",
            PersonalPurpose.Rights,
            PersonalAudience.Operator,
            PersonalErasure.Stays,
            Of("erasures", "id digest at forget_at")
        )
        {
            Setting = "PersonalData:KeepErasuresFor",
            Job = NightlyJobNames.ExpirePersonalData,
        },
    ];

    /// <summary>The columns of a field.</summary>
    public static string[] ColumnsOf(string key) =>
        [.. All.Single(field => field.Key == key).Columns];

    private static string[] Of(string table, string columns) =>
        [.. columns.Split(' ').Select(column => $"{table}.{column}")];
}
