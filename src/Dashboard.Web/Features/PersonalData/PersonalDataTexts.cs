namespace Dashboard.Web.Features.PersonalData;

/// <summary>What is kept of people, why and how long: for the privacy page, the document and the commands.</summary>
public sealed class PersonalDataTexts;
