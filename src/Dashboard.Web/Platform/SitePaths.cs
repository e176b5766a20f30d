using Dashboard.Core.Dns;

namespace Dashboard.Web.Platform;

/// <summary>
/// Where every page and resource is. Public: people keep these addresses, so they are in English only and never change;
/// <see cref="FormerPaths"/> leads from the ones that did.
/// </summary>
public static class SitePaths
{
    public const string Front = "/";

    public const string Sending = "/sending";

    public const string StandingStart = "/sending/standing";

    /// <summary>What the parent of the probe zone must carry.</summary>
    public const string ProbeZone = "/sending/zone";

    public const string Help = "/help";

    /// <summary>How STARTTLS and DANE relate to the other standards.</summary>
    public const string Relations = "/help/relations";

    /// <summary>What programs can ask of the site.</summary>
    public const string ApiHelp = "/help/api";

    /// <summary>The description of the API for programs (OpenAPI).</summary>
    public const string ApiDescription = "/api/v1/openapi.json";

    /// <summary>What the site is, and who runs it.</summary>
    public const string About = "/about";

    public const string Contact = "/contact";

    public const string Privacy = "/privacy";

    /// <summary>How a weakness of the site is reported.</summary>
    public const string Security = "/security";

    public const string Accessibility = "/accessibility";

    public const string TlsaHelper = "/tlsa";

    public const string Status = "/status";

    /// <summary>How much of the mail of the government is protected.</summary>
    public const string Adoption = "/adoption";

    /// <summary>Who runs the mail servers, and what each could change.</summary>
    public const string Providers = "/providers";

    /// <summary>One's own account.</summary>
    public const string Account = "/account";

    public const string SignIn = "/account/sign-in";

    public const string SignInCode = "/account/sign-in/code";

    /// <summary>Leads to the organisation's own provider.</summary>
    public const string SignInProvider = "/account/provider";

    /// <summary>Where the provider sends people back to; it is registered there.</summary>
    public const string SignInProviderCallback = "/account/provider/callback";

    /// <summary>The same, after signing out there.</summary>
    public const string SignInProviderSignedOut = "/account/provider/signed-out";

    /// <summary>Gives one's own account the provider as a way in.</summary>
    public const string SignInProviderConnect = "/account/provider/connect";

    public const string SignInProviderSignOut = "/account/provider/sign-out";

    /// <summary>Why somebody who came by the provider is not in.</summary>
    public const string SignInProviderProblem = "/account/provider/problem";

    /// <summary>Signed out here, and perhaps not at the provider.</summary>
    public const string SignedOut = "/account/signed-out";

    public const string SecondStep = "/account/second-step";

    public const string PasskeyRequest = "/account/passkey-request";

    public const string PasskeyCreation = "/account/passkey-creation";

    /// <summary>For administrators: who has an account.</summary>
    public const string Accounts = "/accounts";

    /// <summary>For administrators: who did what.</summary>
    public const string Audit = "/audit";

    /// <summary>For administrators: the queue.</summary>
    public const string Jobs = "/jobs";

    /// <summary>Organisations, and what published rounds hold of them.</summary>
    public const string Organisations = "/organisations";

    /// <summary>The register of explanations ("leg uit").</summary>
    public const string ComplyOrExplain = "/comply-or-explain";

    /// <summary>For analysts: explanations are added and withdrawn.</summary>
    public const string ExplanationDesk = "/comply-or-explain/desk";

    /// <summary>For analysts: files of registers and lists.</summary>
    public const string Registers = "/registers";

    public static string RegisterImport(int id) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Registers}/imports/{id}"
        );

    /// <summary>For analysts: lists of domains.</summary>
    public const string Lists = "/lists";

    public static string List(int id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Lists}/{id}");

    /// <summary>For analysts: rounds.</summary>
    public const string Rounds = "/rounds";

    public static string Round(int id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Rounds}/{id}");

    /// <summary>For analysts: rounds that start by themselves.</summary>
    public const string Schedules = "/rounds/schedules";

    public static string Schedule(int id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Schedules}/{id}");

    /// <summary>By which an organisation sees its results before publication; the token is a secret.</summary>
    public static string Correction(string token) => $"/corrections/{token}";

    /// <summary>The same for a member of the organisation, by its account.</summary>
    public static string OwnCorrection(int round) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"/corrections/own/{round}"
        );

    public static string Organisation(string key) => $"{Organisations}/{Uri.EscapeDataString(key)}";

    /// <summary>For analysts: what the site has of an organisation is corrected by hand.</summary>
    public static string OrganisationDesk(string key) => $"{Organisation(key)}/desk";

    public static string OrganisationFeed(string key) => $"{Organisation(key)}/feed";

    /// <summary>The published rounds.</summary>
    public const string RoundsFeed = Adoption + "/feed";

    public static string DomainFeed(DomainName domain) => $"{Domain(domain)}/feed";

    public static string OrganisationBadge(string key, string language) =>
        $"{Organisation(key)}/badge?language={language}";

    public static string Invitation(string token) => $"{Account}/invitation/{token}";

    /// <summary>Accepts an invitation as a person of the organisation's own provider.</summary>
    public static string InvitationByProvider(string token) => $"{Invitation(token)}/provider";

    /// <summary>Where notices by e-mail are asked for.</summary>
    public const string Notices = "/notices";

    /// <summary>The form, for a target such as <c>domain</c> with its name.</summary>
    public static string NoticesAbout(string target, string key) =>
        $"{Notices}?{target}={Uri.EscapeDataString(key)}";

    /// <summary>By which the holder of an address confirms; the token is a secret.</summary>
    public static string ConfirmNotices(string token) => $"{Notices}/confirm/{token}";

    /// <summary>What the holder of an address has asked for, and how to end it.</summary>
    public static string OwnNotices(string id) => $"{Notices}/{id}";

    /// <summary>Ends all notices to an address at one POST (RFC 8058).</summary>
    public static string EndNotices(string id) => $"{Notices}/{id}/end";

    /// <summary>For analysts: campaigns that ask organisations to test how they send.</summary>
    public const string Campaigns = "/campaigns";

    public static string Campaign(int id) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Campaigns}/{id}");

    /// <summary>For analysts: addresses are typed, pasted or sent as a file.</summary>
    public static string CampaignAddresses(int id) => $"{Campaign(id)}/addresses";

    /// <summary>For analysts: one organisation of a campaign.</summary>
    public static string CampaignOrganisation(int id, long organisation) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Campaign(id)}/organisations/{organisation}"
        );

    /// <summary>For analysts: the link of each organisation, as rows.</summary>
    public static string CampaignLinks(int id) => $"{Campaign(id)}/links";

    /// <summary>How far a campaign came; public once an analyst publishes it.</summary>
    public static string CampaignCoverage(int id) => $"{Campaign(id)}/coverage";

    public static string CampaignCoverageRows(int id) => $"{CampaignCoverage(id)}/rows";

    /// <summary>By which an organisation answers a campaign; the token is a secret.</summary>
    public static string CampaignAnswer(string token) => $"{Campaigns}/answer/{token}";

    /// <summary>Ends all mail to an address at one POST (RFC 8058); the id is that of <see cref="OwnNotices"/>.</summary>
    public static string EndCampaignMail(string id) => $"{Campaigns}/mail/{id}/end";

    /// <summary>Where messages to a program are asked for.</summary>
    public const string Webhooks = Notices + "/webhooks";

    /// <summary>The form, for a target such as <c>domain</c> with its name.</summary>
    public static string WebhookAbout(string target, string key) =>
        $"{Webhooks}?{target}={Uri.EscapeDataString(key)}";

    /// <summary>What the holder of a webhook sees and does; the token is a secret.</summary>
    public static string OwnWebhook(string token) => $"{Webhooks}/{token}";

    /// <summary>The permanent address of a receiving test.</summary>
    public static string ReceivingTest(string id) => $"/receiving/{id}";

    /// <summary>One page to print, for a manager.</summary>
    public static string ReceivingSummary(string id) => $"/receiving/{id}/summary";

    /// <summary>Two results side by side.</summary>
    public const string Comparison = "/compare";

    /// <param name="first">A domain, the id of a test, or its link.</param>
    public static string Compare(string first, string second) =>
        $"{Comparison}?first={Uri.EscapeDataString(first)}&second={Uri.EscapeDataString(second)}";

    /// <summary>The permanent address of a sending test.</summary>
    public static string SendingTest(string id) => $"{Sending}/{id}";

    public static string StandingTest(string id) => $"{StandingStart}/{id}";

    /// <summary>Receiving and sending of a domain side by side.</summary>
    public static string Domain(DomainName domain) => $"/domains/{domain.Value}";

    /// <summary>The rows of a chart of the overview.</summary>
    public static string AdoptionChart(string slug) => $"{Adoption}/charts/{slug}";

    public static string Provider(string name) => $"{Providers}/{Uri.EscapeDataString(name)}";

    /// <summary>Its domains as rows.</summary>
    public static string ProviderDomains(string name) => $"{Provider(name)}/domains";

    /// <summary>For analysts: the names of providers, by the domains of their mail servers.</summary>
    public const string ProviderAliases = Providers + "/aliases";

    /// <param name="provider">As it is called today; null for the whole table.</param>
    public static string AliasesOf(string? provider) =>
        provider is null
            ? ProviderAliases
            : $"{ProviderAliases}?provider={Uri.EscapeDataString(provider)}";

    /// <summary>Where to write to about a provider; null for providers at large.</summary>
    public static string ContactAbout(string? provider) =>
        provider is null ? Contact : $"{Contact}?provider={Uri.EscapeDataString(provider)}";

    public static string HelpTopic(string topic) => $"{Help}/{topic}";

    public static string TlsaFound(string id) => $"{TlsaHelper}/{id}";

    /// <summary>The open data of the site, for catalogues of open data.</summary>
    public const string Catalogue = "/catalogue";

    /// <summary>A file of a published round, in Dutch; <c>?language=en</c> for English.</summary>
    /// <param name="format"><c>ods</c>, <c>xlsx</c>, <c>zip</c>; <c>csv</c> and <c>json</c> have a file a table.</param>
    /// <param name="table">Of <c>csv</c> and <c>json</c>, such as <c>adoption</c>.</param>
    public static string RoundExport(int round, string format, string? table = null) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"/rounds/{round}/exports/{format}{(table is null ? string.Empty : "/" + table)}"
        );

    /// <summary>A CSV file of a round, by the names that their description has for one another.</summary>
    /// <param name="file">Such as <c>adoption.csv</c>.</param>
    public static string RoundCsv(int round, string language, string file) =>
        RoundExport(round, "csv", $"{language}/{file}");

    /// <summary>A file of the newest current state, for those who see what is not published.</summary>
    public static string CurrentExport(string format) => $"/current/exports/{format}";

    /// <summary>The report of a round. It has an address in each language; <see cref="LanguageOf"/> reads it from there.</summary>
    public static string Report(int round, string language) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Rounds}/{round}/report/{language}"
        );

    /// <summary>Every domain of a round, on a page of its own.</summary>
    public static string ReportAnnex(int round, string language) =>
        $"{Report(round, language)}/domains";

    /// <param name="edition">Null for the one that counts.</param>
    public static string ReportPdf(int round, string language, short? edition = null) =>
        string.Create(
            System.Globalization.CultureInfo.InvariantCulture,
            $"{Report(round, language)}/pdf{(edition is null ? string.Empty : $"?edition={edition}")}"
        );

    /// <summary>The language that is part of an address, such as of a report; null where it is not.</summary>
    public static string? LanguageOf(string path) =>
        path.Split('/', '?', '#') is ["", "rounds", _, "report", var language, ..]
            ? language
            : null;

    /// <summary>The same page in another language, where the language is part of its address; else the same address.</summary>
    public static string InLanguage(string path, string language) =>
        LanguageOf(path) is { } here
            ? path.Replace($"/report/{here}", $"/report/{language}", StringComparison.Ordinal)
            : path;

    public const string TlsReportsApi = "/api/v1/tls-reports";

    public static string InboundTestApi(string id) => $"/api/v1/inbound-tests/{id}";

    public static string OutboundTestApi(string id) => $"/api/v1/outbound-tests/{id}";
}
