from django.db import migrations

# Baskets look at a product's categories and brand for promotions; its page knows them already.
COPY = """
UPDATE catalog_productpage page
   SET facts = page.facts || jsonb_build_object(
           'brand_id', product.brand_id,
           'category_ids', jsonb_path_query_array(page.document, '$.trail[*].id'))
  FROM catalog_product product WHERE product.id = page.product_id
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0003_card_weight")]
    operations = [migrations.RunSQL(COPY, migrations.RunSQL.noop)]
