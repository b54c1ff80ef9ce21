"""Same article twice? Same event twice? Reports of one real-world event become one event with a status history."""

from data.linking.blocks import LINKING_VERSION, block_of, link, link_blocks
from data.linking.clusters import Link, Publication
from data.linking.merging import LinkedEvent

__all__ = ["LINKING_VERSION", "Link", "LinkedEvent", "Publication", "block_of", "link", "link_blocks"]
