using System.Globalization;
using Dashboard.Core.Smtp;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace Dashboard.Web.Features.Inbound.Result;

/// <summary>One conversation with a mail server, as it went.</summary>
public partial class SessionEvidence : ComponentBase
{
    [Inject]
    private IStringLocalizer<ResultTexts> Texts { get; set; } = null!;

    [Parameter, EditorRequired]
    public StartTlsObservation Session { get; set; } = null!;

    private string Transcript =>
        string.Join(
            '\n',
            Session.Transcript.Select(line =>
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{line.At.TotalSeconds, 7:0.000}  {Mark(line.Speaker)} {line.Text}"
                )
            )
        );

    private static char Mark(TranscriptSpeaker speaker) =>
        speaker switch
        {
            TranscriptSpeaker.Client => '>',
            TranscriptSpeaker.Server => '<',
            _ => '*',
        };
}
