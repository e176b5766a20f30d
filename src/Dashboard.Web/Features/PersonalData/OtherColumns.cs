namespace Dashboard.Web.Features.PersonalData;

/// <summary>
/// Columns that say nothing about a person: numbers, times, words of ours, names of organisations' domains and hosts, digests of what is
/// public. A new column is put here or in <see cref="PersonalFields"/> by who adds it, after asking what may come to be in it.
/// </summary>
internal static class OtherColumns
{
    /// <summary>As <c>table.column</c>.</summary>
    public static IReadOnlySet<string> All { get; } = Read(Lists);

    private const string Lists = """
        campaign_messages: address_id message written_at state
        campaign_organisations: id campaign_id organisation_key name layer ministry domains language token answer answered_at
        campaign_tests: test_id organisation_id started_at
        campaigns: id state starts_at ends_at reminder_days published created_at addresses_erased_at
        certificates: digest
        data_protection_keys: id friendly_name xml
        database_marks: name at
        dkim_proofs: seen_at
        domain_list_members: list_id domain
        domain_lists: id kind filter created_at
        explanations: id organisation_key standard domain created_at valid_from valid_until replaces ended_at reminded_at
        inbound_tests: id profile state created_at started_at finished_at touched_at job_id enqueued runs progress observation_id status
          delivery connection_type attacker_connection_type method_version resolver failure_reason
        lab_sending: organisation_key state at
        mail_outbox: not_after
        measured_domains: id
        notice_events: id key kind at domain organisation_key standing_test_id round_id
        observations: id started_at transcripts_removed_at
        observed_certificates: observation_id digest
        organisation_domains: id organisation_id domain source list_id record_key from until source_from source_until stated_from
          register_ids fingerprint missing_snapshots is_corrected
        organisation_hosts: id organisation_id source host registrable_domain label until
        organisation_records: id organisation_id source list_id key fingerprint ends_on missing_snapshots
        organisations: id key former_keys system_id tooi oin abbreviations types kind parent_id related_id own_layer own_ministry_id own_province
          own_ends_on counts_at_id layer ministry_id province ends_on successor_id successor_from main_domain corrected
        outbound_heals: test_id probe at action ttl
        outbound_senders: test_id position verdict firm mandatory verifies_pkix connection_type attacker_connection_type settled
          wrong
        outbound_tests: id view_id reading_id kind zone token host_token hosts addresses address_set opened_at closes_at closed_at
          first_mail_at standing_test_id round questions_complete_until evidence_stamp judged_stamp due_at revision verdict_kind mixed method_version judged_at
          evidence_removed_at
        probe_zones: zone fault_key created_at
        provider_aliases: domain
        query_log_gaps: id from until
        query_logs: path stored_until
        register_import_changes: import_id position is_domain change subject
        register_import_contents: import_id content
        register_import_problems: import_id position refused line reason
        register_imports: id source list_id file_hash file_length made_at state staged_at applied_at applied_on organisations domains
          hosts counts_missing former_id
        round_agreements: round_id edition dimension value agreement view passed measured mean
        round_attempts: round_id domain_id wave measurement
        round_comments: id round_id organisation_key domain kind created_at decision decided_at wave
        round_connections: round_id edition dimension value status connection_type hindrance domains
        round_corrections: round_id domain_id wave comment_id requested_at version
        round_deltas: round_id edition against_round_id against_edition standard view passed_before measured_before passed_after measured_after cohort
          cohort_passed_before cohort_passed_after improved regressed unchanged entered left became_excluded became_measurable
          excluded_in_both
        round_domains: round_id domain_id organisations layers ministries provinces
        round_figures: round_id edition dimension value provider standard view passed failed explained no_mail no_domain unreachable
          untestable own_fault not_measured
        round_hosts: round_id digest
        round_links: digest round_id organisation_key created_at revoked_at
        round_lookups: round_id wave domain_id state claimed_until claims hosts
        round_mail_flows: round_id edition sender_layer receiver_layer protected partly not unknown proven_sum possible_sum tested_pairs
        round_organisations: round_id organisation layer sending sending_tested sending_domains sending_tested_at sending_kind own_domains parts
        round_pairs: id round_id wave host address server_name claimed_until claims done_at sessions failure certificates
        round_provider_names: round_id domain
        round_providers: round_id edition layer provider domains protected would_become_protected own_zone_first needs_two
        round_receptions: round_id edition organisation protected measured
        round_report_files: round_id edition language sha256 made_at content
        round_results: round_id domain_id version edition superseded_in wave measured_at organisation layer ministry province provider
          more failing_providers status delivery connection_type attacker_connection_type hindrance reason flags explained
          outcomes statuses
        round_schedule_turns: schedule_id due_at at outcome missed round_id
        round_schedules: id kind list_id profile cron created_at seen_until paused_at removed_at
        round_statuses: round_id edition dimension value standard status domains
        round_values: id dimension key
        round_waves: round_id wave kind started_at finished_at transcripts_removed_at
        round_words: id word
        rounds: id kind state paused_from list_hash domains profile method former_round_id started_at measured_on retest_at measured_at
          correction_until closed_at published_at cancelled_at edition uses_lab_sending
        shared_examinations: host address server_name claimed_by claimed_until serves_until whole_at tried_at
        standing_tests: id view_id reading_id kind zone token interval created_at round ended_at
        tls_report_policies: report_id position kind successful failed failures
        tls_reports: id digest starts_at ends_at received_at
        verdicts: observation_id standard method_version judged_at place
        watched_domains: pending_since seen_until test_at
        webhook_deliveries: id key endpoint_id kind message_id type challenge created_at due_at state attempts claimed_until
          last_attempt_at outcome status ended_at
        webhook_endpoints: id token_digest target target_key key former_key former_key_until created_at state confirmed_at stopped_at
          failing_since seen_event
        """;

    private static HashSet<string> Read(string lists)
    {
        var columns = new HashSet<string>(StringComparer.Ordinal);
        var table = string.Empty;
        foreach (var word in lists.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (word.EndsWith(':'))
            {
                table = word[..^1];
            }
            else
            {
                columns.Add($"{table}.{word}");
            }
        }
        return columns;
    }
}
