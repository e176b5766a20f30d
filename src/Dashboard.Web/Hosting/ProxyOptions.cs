using System.ComponentModel.DataAnnotations;
using Dashboard.Web.Platform;

namespace Dashboard.Web.Hosting;

/// <summary>The reverse proxies in front of us, section <c>Proxies</c>.</summary>
internal sealed class ProxyOptions : IValidatableObject
{
    public const string Section = "Proxies";

    /// <summary>
    /// Addresses or networks (<c>10.0.0.0/8</c>) whose word about the client's address and scheme is believed. Empty: nobody's.
    /// </summary>
    public string[] Trusted { get; set; } = [];

    internal IEnumerable<System.Net.IPNetwork> Networks =>
        Trusted.Select(NetworkSetting.Read).OfType<System.Net.IPNetwork>();

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Trusted
            .Where(one => NetworkSetting.Read(one) is null)
            .Select(one => new ValidationResult(
                $"holds '{one}', which is no address or network",
                [nameof(Trusted)]
            ));
}
