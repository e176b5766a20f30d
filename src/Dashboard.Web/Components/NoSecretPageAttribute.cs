namespace Dashboard.Web.Components;

/// <summary>
/// The page has no form of ours and nothing that only its visitor may know, so that the length of a compressed answer tells
/// nothing: it is sent compressed to visitors who are not signed in.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NoSecretPageAttribute : Attribute;
