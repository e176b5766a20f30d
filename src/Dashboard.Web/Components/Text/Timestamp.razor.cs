using System.Globalization;
using Microsoft.AspNetCore.Components;

namespace Dashboard.Web.Components.Text;

/// <summary>A moment in Dutch time, with the zone said.</summary>
public partial class Timestamp : ComponentBase
{
    [Parameter, EditorRequired]
    public DateTimeOffset At { get; set; }

    private string Machine =>
        At.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private string Words => DutchTime.Words(At);
}
