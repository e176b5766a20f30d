using System.Text;
using Dashboard.Core;
using Dashboard.Data.Campaigns;
using Dashboard.Web.Features.Organisations.Import;
using Dashboard.Web.Platform;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Campaigns.Desk;

/// <summary>For analysts: addresses are looked at line by line, and added when they are right.</summary>
public sealed partial class CampaignAddressesPage : ComponentBase
{
    public const string FormName = "addresses";

    private const int LongestShown = 120;

    [Inject]
    private IStringLocalizer<CampaignTexts> Texts { get; set; } = null!;

    [Inject]
    private IServiceProvider Services { get; set; } = null!;

    [Inject]
    private NavigationManager Address { get; set; } = null!;

    [CascadingParameter]
    private HttpContext Context { get; set; } = null!;

    [Parameter]
    public int Id { get; set; }

    private CampaignRow? Campaign { get; set; }

    private string Text { get; set; } = string.Empty;

    private string Source { get; set; } = string.Empty;

    private HashSet<string> Confirmed { get; set; } = [];

    private JudgedAddresses? Judged { get; set; }

    private string? Problem { get; set; }

    private static string Example =>
        "organisatie;adres;bron;taal\n"
        + "Gemeente Voorbeeldstad;postmaster@voorbeeldstad.example;website, 3 november 2026;nl\n"
        + "gm9002;ict@proefdam.example;telefonisch gevraagd;";

    protected override async Task OnInitializedAsync()
    {
        Context.Response.Headers.CacheControl = "no-store";
        Campaign = await Services
            .GetRequiredService<CampaignReader>()
            .FindAsync(Id, Context.RequestAborted);
        if (Campaign is not { AddressesErasedAt: null })
        {
            Campaign = null;
            Address.NotFound();
        }
    }

    private async Task SubmitAsync()
    {
        var cancellation = Context.RequestAborted;
        var form = await Context.Request.ReadFormAsync(cancellation);
        Source = TypedText.WithoutNul(form["source"]);
        Confirmed = [.. form["confirm"].OfType<string>()];
        Text = form.Files["file"] is { Length: > 0 } file
            ? await ReadAsync(file, cancellation)
            : TypedText.WithoutNul(form["text"]);
        // Forms send two characters for the end of a line, and browsers count one.
        Text = Text.ReplaceLineEndings("\n");
        if (Text.Length > CampaignAddressList.LongestText)
        {
            Problem = Texts["addresses.problem.long"];
            return;
        }
        IReadOnlyList<AddressLine> lines;
        try
        {
            lines = CampaignAddressList.Read(Text, Source);
        }
        catch (RefusedFileException)
        {
            Problem = Texts["addresses.problem.text"];
            return;
        }
        if (lines.Count == 0)
        {
            Problem = Texts["addresses.problem.nothing"];
            return;
        }
        var desk = Services.GetRequiredService<CampaignAddressDesk>();
        Judged =
            form["act"] == "add"
                ? await desk.AddAsync(
                    Id,
                    lines,
                    Confirmed,
                    Context.User.Identity?.Name ?? string.Empty,
                    cancellation
                )
                : await desk.LookAsync(Id, lines, Confirmed, cancellation);
        if (Judged is null)
        {
            Address.NotFound();
        }
    }

    /// <summary>UTF-8 where its octets are that, else as Windows writes it.</summary>
    private static async Task<string> ReadAsync(IFormFile file, CancellationToken cancellation)
    {
        using var stream = new MemoryStream();
        await file.CopyToAsync(stream, cancellation);
        var octets = stream.ToArray();
        var encoding =
            TextEncoding.ByMark(octets)
            ?? (
                System.Text.Unicode.Utf8.IsValid(octets)
                    ? Encoding.UTF8
                    : CodePagesEncodingProvider.Instance.GetEncoding(1252)!
            );
        using var reader = new StreamReader(new MemoryStream(octets), encoding);
        return (await reader.ReadToEndAsync(cancellation)).Replace(
            "\0",
            "",
            StringComparison.Ordinal
        );
    }

    private static string Cut(string text) =>
        text.Length > LongestShown
            ? PrintableText.Of(text[..LongestShown]) + "…"
            : PrintableText.Of(text);
}
