namespace Dashboard.Web.Features.OutboundLab;

/// <summary>A mail server of the lab that can be told to send.</summary>
/// <param name="Name">What the lab calls it.</param>
/// <param name="Title">For people: <c>Postfix (dane)</c>.</param>
public sealed record LabSender(string Name, string Title, string Domain, string Address);
