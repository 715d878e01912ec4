"""The metadata of the file: PDF/A-3b, and what Factur-X wants said about the attached invoice."""

from xml.sax.saxutils import escape

ATTACHMENT = "factur-x.xml"
_VERSION, _LEVEL = "1.0", "EN 16931"

_FACTUR_X = f"""
    <rdf:Description rdf:about="" xmlns:fx="urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#">
      <fx:DocumentType>INVOICE</fx:DocumentType>
      <fx:DocumentFileName>{ATTACHMENT}</fx:DocumentFileName>
      <fx:Version>{_VERSION}</fx:Version>
      <fx:ConformanceLevel>{_LEVEL}</fx:ConformanceLevel>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
        xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
        xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
      <pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
        <pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>
        <pdfaSchema:namespaceURI>urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#</pdfaSchema:namespaceURI>
        <pdfaSchema:prefix>fx</pdfaSchema:prefix>
        <pdfaSchema:property><rdf:Seq>
{{properties}}
        </rdf:Seq></pdfaSchema:property>
      </rdf:li></rdf:Bag></pdfaExtension:schemas>
    </rdf:Description>"""
_PROPERTY = """          <rdf:li rdf:parseType="Resource">
            <pdfaProperty:name>{name}</pdfaProperty:name>
            <pdfaProperty:valueType>Text</pdfaProperty:valueType>
            <pdfaProperty:category>external</pdfaProperty:category>
            <pdfaProperty:description>{description}</pdfaProperty:description>
          </rdf:li>"""
_PROPERTIES = {
    "DocumentFileName": "name of the embedded XML invoice file",
    "DocumentType": "type of the hybrid document",
    "Version": "version of the Factur-X standard that the XML follows",
    "ConformanceLevel": "profile of the XML",
}


def metadata(*, title: str, author: str, producer: str, at: str, has_invoice: bool) -> str:
    """Return the XMP packet of a file that was made at an ISO 8601 moment."""
    properties = "\n".join(
        _PROPERTY.format(name=name, description=description) for name, description in _PROPERTIES.items()
    )
    factur_x = _FACTUR_X.format(properties=properties) if has_invoice else ""
    return f"""<x:xmpmeta xmlns:x="adobe:ns:meta/">
  <rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
    <rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
      <pdfaid:part>3</pdfaid:part>
      <pdfaid:conformance>B</pdfaid:conformance>
    </rdf:Description>
    <rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
        xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
      <dc:title><rdf:Alt><rdf:li xml:lang="x-default">{escape(title)}</rdf:li></rdf:Alt></dc:title>
      <dc:creator><rdf:Seq><rdf:li>{escape(author)}</rdf:li></rdf:Seq></dc:creator>
      <xmp:CreateDate>{at}</xmp:CreateDate>
      <xmp:ModifyDate>{at}</xmp:ModifyDate>
      <pdf:Producer>{escape(producer)}</pdf:Producer>
    </rdf:Description>{factur_x}
  </rdf:RDF>
</x:xmpmeta>"""
